package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes envelopes out of transactions.
final class Envelopes {

    private Envelopes() {}

    static Envelope of(SessionFacts session, TransactionFacts transaction, Instant receivedAt) {
        return new Envelope(
                receivedAt,
                transaction.reversePath(),
                transaction.parameters(),
                recipients(transaction.recipients()),
                new Envelope.Origin(
                        session.listener(),
                        SessionLog.client(session.remote()),
                        session.greeting().map(Greeting::name).orElse(""),
                        session.identity().map(Identity::account)));
    }

    /// Each mailbox once: the first way that leads there counts.
    private static List<Recipient> recipients(List<AcceptedRecipient> accepted) {
        Map<Mailbox, Recipient> byMailbox = new LinkedHashMap<>();
        for (var recipient : accepted) {
            recipient.resolved().forEach(one -> byMailbox.putIfAbsent(one.mailbox().folded(), one));
        }
        return List.copyOf(byMailbox.values());
    }
}
