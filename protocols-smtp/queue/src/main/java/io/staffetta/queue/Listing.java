package io.staffetta.queue;

import io.staffetta.spi.queue.MailQueue.Entry;
import io.staffetta.spi.queue.MailQueue.EntryRecipient;
import io.staffetta.spi.queue.MailQueue.Status;
import io.staffetta.spi.spool.SpooledMessage;

import java.util.stream.IntStream;

/// Shows messages to operators.
final class Listing {

    private Listing() {}

    static Entry entry(SpooledMessage message) {
        var envelope = message.envelope();
        return new Entry(
                message.id(),
                envelope.receivedAt(),
                message.size(),
                envelope.reversePath().toString(),
                status(message),
                message.hold(),
                IntStream.range(0, envelope.recipients().size())
                        .mapToObj(index -> recipient(message, index))
                        .toList());
    }

    private static EntryRecipient recipient(SpooledMessage message, int index) {
        var recipient = message.envelope().recipients().get(index);
        return new EntryRecipient(
                recipient.mailbox().toString(),
                recipient.original().toString(),
                message.progress().get(index));
    }

    private static Status status(SpooledMessage message) {
        if (message.hold().isPresent()) {
            return Status.HELD;
        }
        return message.progress().stream().anyMatch(progress -> progress.attempts() > 0)
                ? Status.DEFERRED
                : Status.INCOMING;
    }
}
