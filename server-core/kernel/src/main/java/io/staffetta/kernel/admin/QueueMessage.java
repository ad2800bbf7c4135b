package io.staffetta.kernel.admin;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.spool.RecipientProgress;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Everything known of a message in the queue but its content.
///
/// @param id its name
/// @param arrival when it was accepted
/// @param size octets of content
/// @param sender reverse-path, empty for `<>`
/// @param status where it stands
/// @param hold why it is held, if it is
/// @param parameters the ESMTP parameters of MAIL
/// @param origin where it came from
/// @param recipients in the order of the envelope
public record QueueMessage(
        String id,
        Instant arrival,
        long size,
        String sender,
        MailQueue.Status status,
        Optional<String> hold,
        MailParameters parameters,
        Envelope.Origin origin,
        List<Recipient> recipients) {

    public QueueMessage {
        recipients = List.copyOf(recipients);
    }

    /// One recipient of a message.
    ///
    /// @param address where it goes
    /// @param original what the client gave
    /// @param parameters the ESMTP parameters of RCPT
    /// @param progress where it stands, with its last attempts
    public record Recipient(
            String address,
            String original,
            RecipientParameters parameters,
            RecipientProgress progress) {}

    static QueueMessage of(MailQueue.Entry entry, Envelope envelope) {
        return new QueueMessage(
                entry.id().toString(),
                entry.arrival(),
                entry.size(),
                entry.sender(),
                entry.status(),
                entry.hold(),
                envelope.parameters(),
                envelope.origin(),
                IntStream.range(0, entry.recipients().size())
                        .mapToObj(index -> {
                            var recipient = entry.recipients().get(index);
                            return new Recipient(
                                    recipient.address(),
                                    recipient.original(),
                                    envelope.recipients().get(index).parameters(),
                                    recipient.progress());
                        })
                        .toList());
    }
}
