package io.staffetta.spf;

import io.staffetta.spi.dns.Dns;

import java.time.InstantSource;
import java.util.Optional;

/// One check: the function `check_host()` of RFC 7208 §4, and what follows from its result.
final class Evaluation {

    /// Where a result was found.
    ///
    /// @param record empty if there was none
    private record Answer(
            SpfResult result, String domain, Optional<SpfRecord> record, String detail) {}

    private final Question question;
    private final SpfLimits limits;
    private final Lookups lookups;
    private final ClientNames names;
    private final Expansion expansion;

    private Evaluation(Question question, SpfLimits limits, Dns dns, InstantSource clock) {
        this.question = question;
        this.limits = limits;
        this.lookups = new Lookups(dns, limits);
        this.names = new ClientNames(lookups, question.client());
        this.expansion = new Expansion(question, names, clock);
    }

    static SpfOutcome of(Question question, SpfLimits limits, Dns dns, InstantSource clock) {
        return new Evaluation(question, limits, dns, clock).run();
    }

    private SpfOutcome run() {
        try {
            var answer = check(question.domain());
            var explanation =
                    answer.result() == SpfResult.FAIL ? explain(answer) : Optional.<String>empty();
            return new SpfOutcome(answer.result(), answer.detail(), explanation);
        } catch (Undecided e) {
            return new SpfOutcome(e.result(), Plain.of(e.why()), Optional.empty());
        }
    }

    private Answer check(String name) throws Undecided {
        var domain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!DomainCheck.isSensible(domain)) {
            return without(domain, "%s cannot have an SPF record".formatted(Plain.of(domain)));
        }
        var found = lookups.policies(domain).stream().filter(SpfRecord::isMeant).toList();
        if (found.isEmpty()) {
            return without(domain, "%s has no SPF record".formatted(domain));
        }
        if (found.size() > 1) {
            throw Undecided.permerror(domain + " has more than one SPF record");
        }
        return evaluate(domain, read(domain, found.getFirst()));
    }

    private static Answer without(String domain, String detail) {
        return new Answer(SpfResult.NONE, domain, Optional.empty(), detail);
    }

    private SpfRecord read(String domain, String text) throws Undecided {
        if (text.length() > limits.recordSize()) {
            throw Undecided.permerror(
                    "SPF record of %s is longer than %d octets"
                            .formatted(domain, limits.recordSize()));
        }
        try {
            return RecordParser.parse(text);
        } catch (Undecided e) {
            throw Undecided.permerror("SPF record of %s: %s".formatted(domain, e.why()));
        }
    }

    private Answer evaluate(String domain, SpfRecord record) throws Undecided {
        for (var directive : record.directives()) {
            if (matches(directive.mechanism(), domain)) {
                var detail = "%s: %s matches".formatted(domain, directive.text());
                return new Answer(directive.result(), domain, Optional.of(record), detail);
            }
        }
        if (record.redirect().isEmpty()) {
            var detail = "%s: nothing matches".formatted(domain);
            return new Answer(SpfResult.NEUTRAL, domain, Optional.of(record), detail);
        }
        lookups.term();
        return recurse(expansion.name(record.redirect().get(), domain), domain);
    }

    private boolean matches(Mechanism mechanism, String domain) throws Undecided {
        return switch (mechanism) {
            case Mechanism.All() -> true;
            case Mechanism.Literal(var network) ->
                    network.filter(n -> n.contains(question.client())).isPresent();
            case Mechanism.Include(var spec) -> {
                lookups.term();
                yield recurse(expansion.name(spec, domain), domain).result() == SpfResult.PASS;
            }
            case Mechanism.Exists(var spec) -> {
                lookups.term();
                yield lookups.exists(expansion.name(spec, domain));
            }
            case Mechanism.Pointers(var spec) -> {
                lookups.term();
                yield names.isIn(target(spec, domain));
            }
            case Mechanism.Address(var spec, var prefixes) -> {
                lookups.term();
                yield isOneOf(target(spec, domain), prefixes);
            }
            case Mechanism.Exchangers(var spec, var prefixes) -> {
                lookups.term();
                yield isExchanger(target(spec, domain), prefixes);
            }
        };
    }

    private Answer recurse(String target, String domain) throws Undecided {
        var answer = check(target);
        if (answer.result() == SpfResult.NONE) {
            throw Undecided.permerror("SPF record of %s: %s".formatted(domain, answer.detail()));
        }
        return answer;
    }

    private boolean isOneOf(String host, Mechanism.Prefixes prefixes) throws Undecided {
        var client = question.client();
        return lookups.addresses(host, client).stream()
                .anyMatch(address -> prefixes.match(address, client));
    }

    private boolean isExchanger(String domain, Mechanism.Prefixes prefixes) throws Undecided {
        for (var host : lookups.exchangers(domain)) {
            if (isOneOf(host, prefixes)) {
                return true;
            }
        }
        return false;
    }

    private String target(Optional<MacroString> spec, String domain) {
        return spec.map(s -> expansion.name(s, domain)).orElse(domain);
    }

    /// Asked for once, after the result, and not counted (RFC 7208 §6.2).
    private Optional<String> explain(Answer answer) {
        var spec = answer.record().flatMap(SpfRecord::explanation);
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        var texts = lookups.explanations(expansion.name(spec.get(), answer.domain()));
        if (texts.size() != 1 || texts.getFirst().length() > limits.recordSize()) {
            return Optional.empty();
        }
        try {
            var parsed = MacroParser.explanation(texts.getFirst());
            var text = Plain.of(expansion.text(parsed, answer.domain())).strip();
            return Optional.of(text)
                    .filter(t -> !t.isEmpty())
                    .map(t -> t.substring(0, Math.min(t.length(), limits.explanation())));
        } catch (Undecided _) {
            return Optional.empty();
        }
    }
}
