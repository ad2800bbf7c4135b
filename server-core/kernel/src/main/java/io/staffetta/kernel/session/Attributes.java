package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What hooks left for each other: values, findings, and what they decided. Immutable, so a hook
/// that was abandoned keeps reading what it began with and changes nothing.
record Attributes(
        Map<Attribute<?>, Object> values, List<Finding> findings, List<Verdict> verdicts) {

    static final Attributes NONE = new Attributes(Map.of(), List.of(), List.of());

    Attributes {
        values = Map.copyOf(values);
        findings = List.copyOf(findings);
        verdicts = List.copyOf(verdicts);
    }

    <T> Optional<T> get(Attribute<T> attribute) {
        return Optional.ofNullable(values.get(attribute)).map(attribute.type()::cast);
    }

    <T> Attributes with(Attribute<T> attribute, T value) {
        var more = new HashMap<>(values);
        more.put(attribute, attribute.type().cast(value));
        return new Attributes(more, findings, verdicts);
    }

    Attributes with(Finding finding) {
        return new Attributes(values, joined(findings, List.of(finding)), verdicts);
    }

    Attributes with(Verdict verdict) {
        return new Attributes(values, findings, joined(verdicts, List.of(verdict)));
    }

    /// These values, with the findings and verdicts of others.
    Attributes withResultsOf(Attributes others) {
        return new Attributes(values, others.findings, others.verdicts);
    }

    /// The findings and verdicts that came after an earlier state of the same.
    Attributes since(Attributes earlier) {
        return new Attributes(
                Map.of(),
                findings.subList(earlier.findings.size(), findings.size()),
                verdicts.subList(earlier.verdicts.size(), verdicts.size()));
    }

    /// Without findings and verdicts of before.
    Attributes without(Attributes old) {
        var findingsLeft = new ArrayList<>(findings);
        old.findings.forEach(findingsLeft::remove);
        var verdictsLeft = new ArrayList<>(verdicts);
        old.verdicts.forEach(verdictsLeft::remove);
        return new Attributes(values, findingsLeft, verdictsLeft);
    }

    /// The findings and verdicts of both, these first.
    Attributes resultsWith(Attributes later) {
        return new Attributes(
                Map.of(), joined(findings, later.findings), joined(verdicts, later.verdicts));
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        var all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
