package io.staffetta.queue;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Tells senders of failures, by ordinary messages with the null reverse-path.
final class Reporter {

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    private final Server server;
    private final Directory directory;
    private final Spool spool;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final long returnedSize;

    Reporter(
            Server server,
            Directory directory,
            Spool spool,
            InstantSource clock,
            RandomGenerator random,
            long returnedSize) {
        this.server = server;
        this.directory = directory;
        this.spool = spool;
        this.clock = clock;
        this.random = random;
        this.returnedSize = returnedSize;
    }

    /// Stores a report; it is on stable storage when this returns.
    ///
    /// @return the report; empty if nobody is to be told: the message is a report itself, the
    ///   sender wants none, or the sender's mailbox is gone
    /// @throws IOException if it cannot be stored now
    Optional<SpooledMessage> report(SpooledMessage message, List<Failure> failures)
            throws IOException {
        var reportable = failures.stream().filter(failure -> isWanted(message, failure)).toList();
        if (reportable.isEmpty()
                || !(message.envelope().reversePath() instanceof ReversePath.Sender(var sender))) {
            return Optional.empty();
        }
        var recipients = recipients(sender);
        if (recipients.isEmpty()) {
            log.atWarn()
                    .addKeyValue("id", message.id())
                    .addKeyValue("from", sender)
                    .log("failure is not reported: no such sender");
            return Optional.empty();
        }
        var report = store(message, reportable, recipients);
        log.atInfo()
                .addKeyValue("id", message.id())
                .addKeyValue("report", report.id())
                .addKeyValue("to", sender)
                .log("failure reported");
        return Optional.of(report);
    }

    private SpooledMessage store(
            SpooledMessage message, List<Failure> failures, List<Recipient> recipients)
            throws IOException {
        var now = clock.instant();
        var unique = message.id() + "." + Long.toHexString(random.nextLong());
        var report =
                FailureReport.compose(
                        server.hostname(), now, unique, message, failures, returnedSize);
        var envelope =
                new Envelope(
                        now,
                        ReversePath.NULL,
                        report.parameters(),
                        recipients,
                        new Envelope.Origin("queue", "", "", Optional.empty()));
        try (var draft = spool.draft()) {
            draft.write(report.octets(), 0, report.octets().length);
            return spool.store(envelope, Optional.empty(), new byte[0], draft, 0);
        }
    }

    private List<Recipient> recipients(Mailbox sender) throws IOException {
        try {
            if (!directory.isLocal(sender.domain())) {
                return List.of(Recipient.of(sender));
            }
            return switch (directory.resolve(sender)) {
                case Resolution.Deliver(var targets) ->
                        targets.stream()
                                .map(target ->
                                        new Recipient(target, sender, RecipientParameters.NONE))
                                .toList();
                case Resolution.Unknown _ -> List.of();
            };
        } catch (UncheckedIOException e) {
            throw new IOException("cannot look up the sender: " + e.getMessage(), e);
        }
    }

    private static boolean isWanted(SpooledMessage message, Failure failure) {
        // RFC 3461 §4.1: without NOTIFY a failure is reported.
        var notifyOn =
                message.envelope().recipients().get(failure.recipient()).parameters().notifyOn();
        return notifyOn.isEmpty() || notifyOn.contains(Notify.FAILURE);
    }
}
