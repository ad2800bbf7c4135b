package io.staffetta.queue.report;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Messages and what became of them.
final class Samples {

    static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
    static final Instant NOW = Instant.parse("2026-01-02T07:30:00Z");
    static final Instant UNTIL = Instant.parse("2026-01-07T03:04:05Z");
    static final String MESSAGE =
            """
            From: a@example.net
            Message-ID: <important.1@example.net>
            Subject: important

            --=_1.abc
            Body.
            """
                    .replace("\n", "\r\n");

    private Samples() {}

    static Report compose(SpooledMessage message, ReportKind kind, Finding... findings)
            throws IOException {
        var returned = ReturnedPart.of(message, kind, 65_536);
        return new Composition(
                        "mail.example.org",
                        NOW,
                        "1.abc",
                        message,
                        kind,
                        List.of(findings),
                        returned)
                .report();
    }

    /// What another server replied.
    static Finding said(int recipient, ReportKind kind, String status, String reply) {
        return new Finding(
                recipient,
                kind,
                EnhancedStatus.parse(status),
                reply,
                Optional.of(reply),
                Optional.of("mx1.example.com"),
                kind == ReportKind.DELAYED ? Optional.of(UNTIL) : Optional.empty());
    }

    /// Words of our own.
    static Finding own(int recipient, ReportKind kind, String status, String detail) {
        return new Finding(
                recipient,
                kind,
                EnhancedStatus.parse(status),
                detail,
                Optional.empty(),
                Optional.empty(),
                kind == ReportKind.DELAYED ? Optional.of(UNTIL) : Optional.empty());
    }

    static Finding failed(String detail) {
        return own(0, ReportKind.FAILED, "5.1.1", detail);
    }

    static SpooledMessage message(String text) {
        return message(
                text, "sender@example.net", MailParameters.NONE, recipient("bob@example.com"));
    }

    static SpooledMessage message(
            String text, String sender, MailParameters parameters, Recipient... recipients) {
        return message(text.getBytes(StandardCharsets.UTF_8), sender, parameters, recipients);
    }

    static SpooledMessage message(
            byte[] octets, String sender, MailParameters parameters, Recipient... recipients) {
        var envelope =
                new Envelope(
                        RECEIVED,
                        ReversePath.parse(sender),
                        parameters,
                        List.of(recipients),
                        new Envelope.Origin(
                                "mx", "192.0.2.7", "client.example.net", Optional.empty()));
        return new SpooledMessage(
                new SpoolId(46655),
                envelope,
                Content.of(octets),
                octets.length,
                Collections.nCopies(recipients.length, RecipientProgress.untried(RECEIVED)),
                Optional.empty());
    }

    static Recipient recipient(String mailbox) {
        return Recipient.of(Mailbox.parse(mailbox));
    }

    /// A recipient that is an alias.
    static Recipient alias(String original, String target, String originalRecipient) {
        return new Recipient(
                Mailbox.parse(target),
                Mailbox.parse(original),
                new RecipientParameters(Set.of(), Optional.of(originalRecipient)));
    }

    static MailParameters full() {
        return parameters(Optional.empty(), Optional.of(Returned.FULL), BodyType.SEVEN_BIT, false);
    }

    static MailParameters parameters(
            Optional<String> envelopeId,
            Optional<Returned> returned,
            BodyType body,
            boolean requireTls) {
        return new MailParameters(
                OptionalLong.empty(),
                body,
                false,
                requireTls,
                envelopeId,
                returned,
                Optional.empty());
    }
}
