package io.staffetta.patterns;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.mail.Mailbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the rules that matched make of one message.
final class Outcome {

    private static final Logger log = LoggerFactory.getLogger(Outcome.class);
    private static final int MAX_FINDINGS = 50;

    private final Message message;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
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
            case QUARANTINE -> {
                if (!isFinal) {
                    decision = new MessageDecision.Quarantine(reason(check));
                }
            }
            case REDIRECT -> redirect(Mailbox.parse(check.text()));
            case BCC -> message.addRecipient(Mailbox.parse(check.text()));
            case WARN ->
                    log.atWarn()
                            .addKeyValue("transaction", message.transaction().id())
                            .addKeyValue("rule", check.name())
                            .addKeyValue("text", check.text())
                            .log("pattern matched");
            case PREPEND, REPLACE, REMOVE, NEXT -> {
                // Done by whoever has the fields.
            }
        }
    }

    /// Whether nothing more can change the outcome.
    boolean isFinal() {
        return isFinal;
    }

    /// Leaves the findings behind.
    MessageDecision report(boolean readable) {
        var transaction = message.transaction();
        if (!readable) {
            transaction.report(
                    Finding.of("patterns", "unreadable", "text parts could not be decoded"));
        }
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
