package io.staffetta.headers;

import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Transaction;

import jakarta.inject.Inject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Checks the header section of each message. Every broken rule leaves a finding; the hardest
/// action of them decides.
public final class HeadersHook implements Hook.OnMessage {

    private final Actions actions;
    private final boolean skipAuthenticated;
    private final Shape shape;
    private final Fields fields;
    private final Dates dates;
    private final Authors authors;

    @Inject
    HeadersHook(HeadersSettings settings, Accounts accounts, InstantSource clock) {
        this.actions = Objects.requireNonNull(settings.actions());
        this.skipAuthenticated = settings.skipAuthenticated();
        this.shape = new Shape(settings);
        this.fields = new Fields(settings.required(), settings.once());
        this.dates =
                new Dates(
                        Objects.requireNonNull(settings.datePast()),
                        Objects.requireNonNull(settings.dateFuture()),
                        clock);
        this.authors =
                new Authors(
                        settings.severalAuthors(),
                        Objects.requireNonNull(settings.fromAlignedWith()),
                        accounts);
    }

    @Override
    public MessageDecision onMessage(Message message) throws IOException {
        var transaction = message.transaction();
        if (skipAuthenticated && transaction.session().identity().isPresent()) {
            return Decision.NEXT;
        }
        var broken = new EnumMap<Rule, String>(Rule.class);
        try {
            check(message, transaction, broken);
        } catch (UncheckedIOException e) {
            transaction.report(Finding.of("headers", "temperror", "accounts do not answer"));
            return Decision.refuse(451, "4.3.0", "Cannot check the sender now, try again later");
        }
        if (broken.isEmpty()) {
            transaction.report(Finding.of("headers", "pass", ""));
            return Decision.NEXT;
        }
        broken.forEach((rule, why) -> transaction.report(Finding.of("headers", rule.label(), why)));
        return decide(broken);
    }

    private void check(Message message, Transaction transaction, Map<Rule, String> broken)
            throws IOException {
        var section = Section.of(message);
        shape.check(section, transaction.parameters().smtpUtf8(), broken::putIfAbsent);
        fields.check(section, broken::putIfAbsent);
        dates.check(section, broken::putIfAbsent);
        authors.check(section, transaction, broken::putIfAbsent);
    }

    private MessageDecision decide(Map<Rule, String> broken) {
        MessageDecision decision = Decision.NEXT;
        for (var entry : broken.entrySet()) {
            var rule = entry.getKey();
            switch (actions.of(rule)) {
                case REFUSE -> {
                    return Decision.refuse(
                            550, rule.status(), "Message refused: " + entry.getValue());
                }
                case QUARANTINE ->
                        decision =
                                new MessageDecision.Quarantine(
                                        "headers " + rule.label() + ": " + entry.getValue());
                case NEXT -> {
                    // The finding is all.
                }
            }
        }
        return decision;
    }
}
