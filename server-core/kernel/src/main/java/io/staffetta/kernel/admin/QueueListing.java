package io.staffetta.kernel.admin;

import java.util.List;

/// The queue, or what of it was asked for.
///
/// @param total messages that are not done, asked for or not
/// @param messages the oldest of those asked for
/// @param more whether there are more of those
public record QueueListing(long total, List<QueueItem> messages, boolean more) {

    public QueueListing {
        messages = List.copyOf(messages);
    }
}
