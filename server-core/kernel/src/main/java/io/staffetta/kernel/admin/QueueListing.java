package io.staffetta.kernel.admin;

import java.util.List;

/// The queue.
///
/// @param total messages that are not done
/// @param messages the oldest of them
public record QueueListing(long total, List<QueueItem> messages) {

    public QueueListing {
        messages = List.copyOf(messages);
    }
}
