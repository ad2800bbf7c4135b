package io.staffetta.queue;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the [Schedule] has to know of a message.
///
/// @param id the message
/// @param receivedAt when it was accepted
/// @param sender see [#hash]
/// @param open recipients that are not done, by domain; at least one
/// @param held whether it is held
/// @param tried whether it was tried before
/// @param due when its first recipient is due
record Newcomer(
        SpoolId id,
        Instant receivedAt,
        int sender,
        SortedMap<String, Integer> open,
        boolean held,
        boolean tried,
        Instant due) {

    /// Empty if every recipient is done.
    static Optional<Newcomer> of(SpooledMessage message) {
        var open = new TreeMap<String, Integer>();
        var due = Instant.MAX;
        boolean tried = false;
        for (int index = 0; index < message.progress().size(); index++) {
            var progress = message.progress().get(index);
            tried |= progress.attempts() > 0;
            if (!progress.state().isDone()) {
                open.merge(domain(message.envelope(), index), 1, Integer::sum);
                var own = Planner.due(message.envelope(), progress);
                due = own.isBefore(due) ? own : due;
            }
        }
        if (open.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Newcomer(
                        message.id(),
                        message.envelope().receivedAt(),
                        hash(message.envelope().reversePath().toString()),
                        open,
                        message.hold().isPresent(),
                        tried,
                        due));
    }

    /// The domain of a recipient.
    static String domain(Envelope envelope, int recipient) {
        return envelope.recipients().get(recipient).mailbox().domain().name();
    }

    /// Tells most senders apart without keeping them.
    static int hash(String sender) {
        return sender.toLowerCase(Locale.ROOT).hashCode();
    }
}
