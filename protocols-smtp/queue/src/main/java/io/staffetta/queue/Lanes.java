package io.staffetta.queue;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Bounds the deliveries that run at once, for each way on its own: a way that is stuck delays no
/// other. Not thread-safe.
final class Lanes {

    private final int concurrency;
    private final Map<String, Lane> lanes = new HashMap<>();

    Lanes(int concurrency) {
        this.concurrency = concurrency;
    }

    /// Whether the job may run now. If not it waits for its turn, and no content with it unless
    /// that is near.
    boolean admit(Job job) {
        var lane = lanes.computeIfAbsent(job.lane(), _ -> new Lane());
        if (lane.running < concurrency) {
            lane.running++;
            return true;
        }
        lane.waiting.add(lane.waiting.size() < concurrency ? job : job.withoutMessage());
        return false;
    }

    /// A job of a lane ended.
    ///
    /// @return the one that takes its place
    Optional<Job> release(String name) {
        var lane = lanes.get(name);
        if (lane == null) {
            return Optional.empty();
        }
        var next = lane.waiting.poll();
        if (next == null && --lane.running == 0) {
            lanes.remove(name);
        }
        return Optional.ofNullable(next);
    }

    private static final class Lane {
        final Queue<Job> waiting = new ArrayDeque<>();
        int running;
    }
}
