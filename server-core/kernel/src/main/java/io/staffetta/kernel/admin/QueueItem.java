package io.staffetta.kernel.admin;

import io.staffetta.spi.queue.MailQueue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A message in the queue.
///
/// @param id its name
/// @param arrival when it was accepted
/// @param size octets of content
/// @param sender reverse-path, empty for `<>`
/// @param status where it stands
/// @param hold why it is held, if it is
/// @param recipients in the order of the envelope
public record QueueItem(
        String id,
        Instant arrival,
        long size,
        String sender,
        MailQueue.Status status,
        Optional<String> hold,
        List<Recipient> recipients) {

    public QueueItem {
        recipients = List.copyOf(recipients);
    }

    /// One recipient of a message.
    ///
    /// @param address where it goes
    /// @param original what the client gave
    /// @param state `queued`, `delivered` or `failed`
    /// @param attempts attempts made so far
    /// @param due when it is tried next; of no meaning once done
    /// @param detail the last result on one line; empty before the first
    public record Recipient(
            String address,
            String original,
            String state,
            int attempts,
            Instant due,
            String detail) {}

    static QueueItem of(MailQueue.Entry entry) {
        return new QueueItem(
                entry.id().toString(),
                entry.arrival(),
                entry.size(),
                entry.sender(),
                entry.status(),
                entry.hold(),
                entry.recipients().stream().map(QueueItem::recipient).toList());
    }

    private static Recipient recipient(MailQueue.EntryRecipient recipient) {
        var progress = recipient.progress();
        return new Recipient(
                recipient.address(),
                recipient.original(),
                progress.state().name().toLowerCase(Locale.ROOT),
                progress.attempts(),
                progress.due(),
                progress.detail());
    }
}
