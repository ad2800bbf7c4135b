package io.staffetta.kernel.session;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes envelopes out of transactions.
final class Envelopes {

    private Envelopes() {}

    static Envelope of(SessionFacts session, TransactionFacts transaction, Instant receivedAt) {
        return new Envelope(
                receivedAt,
                transaction.reversePath(),
                session.identity().isPresent()
                        ? transaction.parameters()
                        : withoutSubmitter(transaction.parameters()),
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
        accepted.stream()
                .flatMap(AcceptedRecipient::resolved)
                .forEach(one -> byMailbox.putIfAbsent(one.mailbox().folded(), one));
        return List.copyOf(byMailbox.values());
    }

    /// RFC 4954 §5: what a client says of the submitter that did not prove who it is itself counts
    /// as `AUTH=<>`.
    private static MailParameters withoutSubmitter(MailParameters given) {
        return given.submitter().isEmpty()
                ? given
                : new MailParameters(
                        given.size(),
                        given.body(),
                        given.smtpUtf8(),
                        given.requireTls(),
                        given.envelopeId(),
                        given.returned(),
                        Optional.of(""));
    }
}
