package io.staffetta.queue;

import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.util.List;
import java.util.Optional;

/// One message to be delivered to recipients that go the same way.
///
/// @param id the message
/// @param via the way
/// @param lane what it queues for
/// @param recipients indices; at least one
/// @param message the message, if it is at hand; else it is looked up when its turn comes
record Job(
        SpoolId id,
        Via via,
        LaneKey lane,
        List<Integer> recipients,
        Optional<SpooledMessage> message) {

    Job {
        recipients = List.copyOf(recipients);
    }

    /// For a long wait.
    Job withoutMessage() {
        return new Job(id, via, lane, recipients, Optional.empty());
    }
}
