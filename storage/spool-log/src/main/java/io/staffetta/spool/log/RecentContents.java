package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Contents that were just stored, kept for their first delivery: the newest, up to so many octets.
/// Older ones are read from the log again, so memory stays bounded however long the queue is.
final class RecentContents {

    private final long limit;
    private final Deque<Recent> kept = new ArrayDeque<>();
    private long octets;

    RecentContents(long limit) {
        this.limit = limit;
    }

    /// Octets that may be forgotten at any time.
    static final class Recent {

        private volatile byte @Nullable [] octets;

        private Recent(byte[] octets) {
            this.octets = octets;
        }

        Optional<byte[]> octets() {
            return Optional.ofNullable(octets);
        }
    }

    /// Keeps octets as long as there is room.
    synchronized Recent keep(byte[] content) {
        var recent = new Recent(content);
        kept.add(recent);
        octets += content.length;
        while (octets > limit) {
            var oldest = kept.remove();
            octets -= oldest.octets().map(old -> old.length).orElse(0);
            oldest.octets = null;
        }
        return recent;
    }

    synchronized long octets() {
        return octets;
    }
}
