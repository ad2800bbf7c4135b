package io.staffetta.spool.log;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/// An envelope as octets.
final class EnvelopeCodec {

    private static final int VERSION = 1;

    private EnvelopeCodec() {}

    static byte[] encode(Envelope envelope) {
        var out = new Packer().number(VERSION).time(envelope.receivedAt());
        switch (envelope.reversePath()) {
            case ReversePath.Null() -> out.flag(false);
            case ReversePath.Sender(var mailbox) -> mailbox(out.flag(true), mailbox);
        }
        parameters(out, envelope.parameters());
        out.number(envelope.recipients().size());
        envelope.recipients().forEach(recipient -> recipient(out, recipient));
        var origin = envelope.origin();
        return out.text(origin.listener())
                .text(origin.client())
                .text(origin.helo())
                .text(origin.account())
                .octets();
    }

    static Envelope decode(byte[] octets) throws DamagedRecordException {
        try {
            var in = new Unpacker(octets);
            if (in.number() != VERSION) {
                throw new DamagedRecordException("envelope of an unknown version");
            }
            var receivedAt = in.time();
            var sender = in.flag() ? ReversePath.of(mailbox(in)) : ReversePath.NULL;
            var parameters = parameters(in);
            var envelope =
                    new Envelope(
                            receivedAt,
                            sender,
                            parameters,
                            recipients(in),
                            new Envelope.Origin(
                                    in.text(), in.text(), in.text(), in.optionalText()));
            in.end();
            return envelope;
        } catch (IllegalArgumentException
                | ArithmeticException
                | BufferUnderflowException
                | DateTimeException e) {
            throw new DamagedRecordException("malformed envelope", e);
        }
    }

    private static void mailbox(Packer out, Mailbox mailbox) {
        out.text(mailbox.localPart()).text(mailbox.domain().name());
    }

    private static Mailbox mailbox(Unpacker in) {
        return new Mailbox(in.text(), new Domain(in.text()));
    }

    private static void parameters(Packer out, MailParameters parameters) {
        out.flag(parameters.size().isPresent());
        parameters.size().ifPresent(out::number);
        out.text(parameters.body().name())
                .flag(parameters.smtpUtf8())
                .flag(parameters.requireTls())
                .text(parameters.envelopeId())
                .text(parameters.returned().map(Enum::name))
                .text(parameters.submitter());
    }

    private static MailParameters parameters(Unpacker in) {
        return new MailParameters(
                in.flag() ? OptionalLong.of(in.number()) : OptionalLong.empty(),
                BodyType.valueOf(in.text()),
                in.flag(),
                in.flag(),
                in.optionalText(),
                in.optionalText().map(MailParameters.Returned::valueOf),
                in.optionalText());
    }

    private static void recipient(Packer out, Recipient recipient) {
        mailbox(out, recipient.mailbox());
        boolean aliased = !recipient.original().equals(recipient.mailbox());
        out.flag(aliased);
        if (aliased) {
            mailbox(out, recipient.original());
        }
        var parameters = recipient.parameters();
        out.number(parameters.notifyOn().size());
        parameters.notifyOn().stream().sorted().forEach(notify -> out.text(notify.name()));
        out.text(parameters.originalRecipient());
    }

    private static List<Recipient> recipients(Unpacker in) {
        int count = in.count();
        var recipients = new ArrayList<Recipient>(count);
        for (int i = 0; i < count; i++) {
            var mailbox = mailbox(in);
            var original = in.flag() ? mailbox(in) : mailbox;
            var notify = new TreeSet<RecipientParameters.Notify>();
            for (int left = in.count(); left > 0; left--) {
                notify.add(RecipientParameters.Notify.valueOf(in.text()));
            }
            recipients.add(
                    new Recipient(
                            mailbox, original, new RecipientParameters(notify, in.optionalText())));
        }
        return recipients;
    }
}
