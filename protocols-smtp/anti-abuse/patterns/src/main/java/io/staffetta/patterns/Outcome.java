package io.staffetta.patterns;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.mail.Mailbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the rules that matched make of one message.
final class Outcome {

    private static final Logger log = LoggerFactory.getLogger(Outcome.class);
    private static final int MAX_FINDINGS = 50;

    private final Message message;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Set<String> warned = new HashSet<>();
    private MessageDecision decision = Decision.NEXT;
    private boolean isFinal;

    Outcome(Message message) {
        this.message = message;
    }

    /// Takes note of a match.
    void matched(Check check) {
        note(check);
        switch (check.action()) {
            case REFUSE -> end(new Decision.Refuse(Refusal.of(check.text())));
            case DISCARD -> end(new MessageDecision.Discard(reason(check)));
            case QUARANTINE -> hold(reason(check));
            case REDIRECT -> redirect(Mailbox.parse(check.text()));
            case BCC -> message.addRecipient(Mailbox.parse(check.text()));
            case WARN -> warn(check);
            case PREPEND, REPLACE, REMOVE, NEXT -> {
                // Done by whoever has the fields.
            }
        }
    }

    /// Whether nothing more can change the outcome.
    boolean isFinal() {
        return isFinal;
    }

    /// Rules that look at decoded text could not do so.
    void unreadable(Action action) {
        message.transaction()
                .report(Finding.of("patterns", "unreadable", "text parts could not be decoded"));
        switch (action) {
            case REFUSE ->
                    end(Decision.refuse(550, "5.6.0", "The text of the message cannot be decoded"));
            case QUARANTINE -> hold("patterns: text parts could not be decoded");
            case DISCARD, REDIRECT, BCC, WARN, PREPEND, REPLACE, REMOVE, NEXT -> {
                // The finding is all.
            }
        }
    }

    /// Leaves the findings behind.
    MessageDecision report() {
        var transaction = message.transaction();
        if (findings.isEmpty()) {
            transaction.report(Finding.of("patterns", "pass", ""));
        }
        findings.values().forEach(transaction::report);
        return decision;
    }

    private void note(Check check) {
        if (findings.size() < MAX_FINDINGS) {
            findings.putIfAbsent(
                    check.name(),
                    Finding.of(
                            "patterns",
                            check.action().name().toLowerCase(Locale.ROOT),
                            check.name()));
        }
    }

    /// Once, however many lines match: a message must not fill the log.
    private void warn(Check check) {
        if (warned.add(check.name())) {
            log.atWarn()
                    .addKeyValue("transaction", message.transaction().id())
                    .addKeyValue("rule", check.name())
                    .addKeyValue("text", check.text())
                    .log("pattern matched");
        }
    }

    private void hold(String reason) {
        if (!isFinal) {
            decision = new MessageDecision.Quarantine(reason);
        }
    }

    private void end(MessageDecision last) {
        decision = last;
        isFinal = true;
    }

    private void redirect(Mailbox to) {
        // The new one first: a message that loses its last recipient is discarded.
        message.addRecipient(to);
        for (var recipient : message.transaction().recipients()) {
            if (!recipient.original().folded().equals(to.folded())) {
                message.removeRecipient(recipient.original());
            }
        }
    }

    private static String reason(Check check) {
        return "patterns " + check.name() + (check.text().isEmpty() ? "" : ": " + check.text());
    }
}
