package io.staffetta.patterns;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of the hook `patterns`.
///
/// @param rules in the order they are tried; the first that matches a field or line decides on it
/// @param bodyLimit octets of the body, and of decoded text, that are looked at
/// @param lineLimit longest piece of a line that is looked at as one
/// @param headerLimit characters of a field that are looked at
/// @param unreadable what follows where decoded text is wanted and cannot be had: refuse (the
///   default), quarantine or next
/// @param skipAuthenticated whether mail of clients that have logged in is not checked
public record PatternsSettings(
        List<RuleSettings> rules,
        Optional<Integer> bodyLimit,
        Optional<Integer> lineLimit,
        Optional<Integer> headerLimit,
        @Nullable Action unreadable,
        boolean skipAuthenticated) {

    private static final Set<Action> UNREADABLE =
            EnumSet.of(Action.REFUSE, Action.QUARANTINE, Action.NEXT);

    public PatternsSettings {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("rule is missing: without rules nothing is checked");
        }
        bodyLimit = atLeast("body-limit", bodyLimit, 0, 51_200);
        lineLimit = atLeast("line-limit", lineLimit, 80, 2048);
        unreadable = unreadable == null ? Action.REFUSE : unreadable;
        if (!UNREADABLE.contains(unreadable)) {
            throw new IllegalArgumentException("unreadable must be refuse, quarantine or next");
        }
        headerLimit = atLeast("header-limit", headerLimit, 80, 65_536);
    }

    private static Optional<Integer> atLeast(
            String name, Optional<Integer> value, int least, int otherwise) {
        if (value.isPresent() && value.get() < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
        return Optional.of(value.orElse(otherwise));
    }
}
