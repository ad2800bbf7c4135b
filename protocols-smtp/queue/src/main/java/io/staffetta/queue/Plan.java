package io.staffetta.queue;

import io.staffetta.spi.queue.Outcome;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to do now with a message.
///
/// @param jobs for each way its recipients go
/// @param unrouted recipients that have no way to go
/// @param due when to look at those whose time has not come; empty if there are none
/// @param lanes where mail for its domains goes
record Plan(
        List<Job> jobs,
        Map<Integer, Outcome> unrouted,
        Optional<Instant> due,
        Map<String, LaneKey> lanes) {

    /// Every recipient that is dealt with now.
    List<Integer> started() {
        var started = new ArrayList<>(unrouted.keySet());
        jobs.forEach(job -> started.addAll(job.recipients()));
        return started;
    }
}
