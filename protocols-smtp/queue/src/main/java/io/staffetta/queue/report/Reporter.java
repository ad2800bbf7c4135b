package io.staffetta.queue.report;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Tells senders what became of their messages, by ordinary messages with the null reverse-path.
/// Used by many threads at once.
public final class Reporter {

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    /// A report about the report is wanted by nobody (RFC 3461 §4.1).
    private static final RecipientParameters SILENT =
            new RecipientParameters(Set.of(Notify.NEVER), Optional.empty());

    private final Server server;
    private final Directory directory;
    private final Spool spool;
    private final Routes routes;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final long returnedSize;

    /// @param routes asked whether a report may go out
    /// @param random used by many threads
    /// @param returnedSize most octets of a message that a report returns
    public Reporter(
            Server server,
            Directory directory,
            Spool spool,
            Routes routes,
            InstantSource clock,
            RandomGenerator random,
            long returnedSize) {
        this.server = server;
        this.directory = directory;
        this.spool = spool;
        this.routes = routes;
        this.clock = clock;
        this.random = random;
        this.returnedSize = returnedSize;
    }

    /// Stores one report of all that the sender wants to hear; it is on stable storage when this
    /// returns. May block on hooks and on storage.
    ///
    /// @param findings all of that kind
    /// @return the report; empty if nobody is to be told: the message is a report itself, the
    ///   sender wants none, a hook forbade it, or the sender's mailbox is gone
    /// @throws IOException if it cannot be stored now
    public Optional<SpooledMessage> report(
            SpooledMessage message, ReportKind kind, List<Finding> findings) throws IOException {
        var envelope = message.envelope();
        var wanted =
                findings.stream()
                        .filter(finding -> Wishes.include(envelope, finding.recipient(), kind))
                        .toList();
        if (wanted.isEmpty()
                || !(envelope.reversePath() instanceof ReversePath.Sender(var sender))) {
            return Optional.empty();
        }
        if (!routes.mayReport(envelope, wanted.stream().map(Finding::recipient).toList(), kind)) {
            log.atInfo()
                    .addKeyValue("id", message.id())
                    .addKeyValue("to", sender)
                    .addKeyValue("kind", name(kind))
                    .log("report suppressed by a hook");
            return Optional.empty();
        }
        var recipients = recipients(sender);
        if (recipients.isEmpty()) {
            log.atWarn()
                    .addKeyValue("id", message.id())
                    .addKeyValue("from", sender)
                    .addKeyValue("kind", name(kind))
                    .log("sender is not told: no such mailbox");
            return Optional.empty();
        }
        var report = store(message, kind, wanted, recipients);
        log.atInfo()
                .addKeyValue("id", message.id())
                .addKeyValue("report", report.id())
                .addKeyValue("to", sender)
                .addKeyValue("kind", name(kind))
                .log("sender told");
        return Optional.of(report);
    }

    private SpooledMessage store(
            SpooledMessage message,
            ReportKind kind,
            List<Finding> findings,
            List<Recipient> recipients)
            throws IOException {
        var now = clock.instant();
        var unique = message.id() + "." + Long.toHexString(random.nextLong());
        var report =
                new Composition(
                                server.hostname(),
                                now,
                                unique,
                                message,
                                kind,
                                findings,
                                returned(message, kind))
                        .report();
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

    /// A content that is damaged must not keep its sender from hearing of it.
    private ReturnedPart returned(SpooledMessage message, ReportKind kind) {
        try {
            return ReturnedPart.of(message, kind, returnedSize);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("id", message.id())
                    .addKeyValue("error", e.getMessage())
                    .log("message cannot be read, the report goes without it");
            return ReturnedPart.NOTHING;
        }
    }

    private List<Recipient> recipients(Mailbox sender) throws IOException {
        try {
            if (!directory.isLocal(sender.domain())) {
                return List.of(new Recipient(sender, sender, SILENT));
            }
            return switch (directory.resolve(sender)) {
                case Resolution.Deliver(var targets) ->
                        targets.stream()
                                .map(target -> new Recipient(target, sender, SILENT))
                                .toList();
                case Resolution.Unknown _ -> List.of();
            };
        } catch (UncheckedIOException e) {
            throw new IOException("cannot look up the sender: " + e.getMessage(), e);
        }
    }

    private static String name(ReportKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
