package io.staffetta.patterns;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Header;

import jakarta.inject.Inject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/// Holds the rules against the fields, edits of earlier hooks included, then against the body.
public final class PatternsHook implements Hook.OnMessage {

    private final PatternsSettings settings;
    private final Server server;
    private final Lines lines;
    private volatile List<Check> fields = List.of();
    private volatile List<Check> body = List.of();
    private volatile List<Check> decoded = List.of();

    @Inject
    PatternsHook(PatternsSettings settings, Server server) {
        this.settings = settings;
        this.server = server;
        this.lines = new Lines(settings.lineLimit().orElseThrow());
    }

    @Override
    public void start() throws IOException {
        var all = new ArrayList<Check>();
        for (var rule : settings.rules()) {
            all.addAll(checks(rule));
        }
        fields = only(all, Target.Field.class::isInstance);
        body = only(all, Target.Body.class::isInstance);
        decoded = only(all, Target.DecodedText.class::isInstance);
    }

    @Override
    public MessageDecision onMessage(Message message) throws IOException {
        if (settings.skipAuthenticated()
                && message.transaction().session().identity().isPresent()) {
            return Decision.NEXT;
        }
        var outcome = new Outcome(message);
        checkFields(message, outcome);
        int limit = settings.bodyLimit().orElseThrow();
        if (!body.isEmpty() && !outcome.isFinal()) {
            try (var in = message.body().open()) {
                lines.read(in, StandardCharsets.UTF_8, limit, line -> take(line, body, outcome));
            }
        }
        boolean readable =
                decoded.isEmpty()
                        || outcome.isFinal()
                        || TextParts.read(
                                message.content(),
                                lines,
                                limit,
                                line -> take(line, decoded, outcome));
        if (!readable) {
            outcome.unreadable(Objects.requireNonNull(settings.unreadable()));
        }
        return outcome.report();
    }

    private List<Check> checks(RuleSettings rule) throws IOException {
        var target = Target.of(rule.header(), rule.body(), rule.decode());
        if (rule.file() != null) {
            return PatternFile.read(server.configuration().resolve(rule.file()), target);
        }
        return List.of(
                Check.of(
                        Objects.requireNonNull(rule.name()),
                        target,
                        Objects.requireNonNull(rule.pattern()),
                        rule.caseSensitive(),
                        Objects.requireNonNull(rule.action()),
                        Objects.requireNonNull(rule.text())));
    }

    private void checkFields(Message message, Outcome outcome) {
        if (fields.isEmpty()) {
            return;
        }
        var before = message.headers();
        var after = new ArrayList<Header>(before.size());
        for (var field : before) {
            var check = fields.stream().filter(one -> holds(one, field)).findFirst();
            check.ifPresent(outcome::matched);
            if (outcome.isFinal()) {
                return;
            }
            after.addAll(check.map(one -> edited(field, one)).orElse(List.of(field)));
        }
        if (!after.equals(before)) {
            message.replaceHeaders(after);
        }
    }

    private boolean holds(Check check, Header field) {
        return check.target() instanceof Target.Field target
                && target.concerns(field)
                && check.matches(target.text(field, settings.headerLimit().orElseThrow()));
    }

    private static List<Header> edited(Header field, Check check) {
        return switch (check.action()) {
            case REMOVE -> List.of();
            case REPLACE -> List.of(Check.field(check.text()));
            case PREPEND -> List.of(Check.field(check.text()), field);
            case REFUSE, QUARANTINE, DISCARD, REDIRECT, BCC, WARN, NEXT -> List.of(field);
        };
    }

    private static boolean take(String line, List<Check> checks, Outcome outcome) {
        for (var check : checks) {
            if (check.matches(line)) {
                outcome.matched(check);
                break;
            }
        }
        return !outcome.isFinal();
    }

    private static List<Check> only(List<Check> all, Predicate<Target> target) {
        return all.stream().filter(check -> target.test(check.target())).toList();
    }
}
