package io.staffetta.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many sessions each name has now; a name without any is not kept. Used by many threads.
final class Leases {

    private final Map<String, Integer> held = new ConcurrentHashMap<>();

    /// Adds one, unless there are as many as may be.
    boolean acquire(String name, int atMost) {
        boolean[] acquired = new boolean[1];
        held.compute(
                name,
                (_, count) -> {
                    int now = count == null ? 0 : count;
                    acquired[0] = now < atMost;
                    return acquired[0] ? Integer.valueOf(now + 1) : count;
                });
        return acquired[0];
    }

    /// Whether one more might be added.
    boolean hasRoom(String name, int atMost) {
        return held.getOrDefault(name, 0) < atMost;
    }

    void release(String name) {
        held.computeIfPresent(name, (_, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
    }

    /// How many names there are.
    int size() {
        return held.size();
    }
}
