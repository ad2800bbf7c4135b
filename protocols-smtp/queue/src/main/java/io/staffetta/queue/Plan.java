package io.staffetta.queue;

import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Routes.Settled;
import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to do now with a message.
///
/// @param jobs one for each way its recipients go
/// @param unrouted recipients that have no way to go
/// @param due when to look at those whose time has not come; empty if there are none
record Plan(List<Job> jobs, Map<Integer, Outcome> unrouted, Optional<Instant> due) {

    private static final Outcome NO_WAY =
            new Outcome.Deferred(Verdict.NOT_CONFIGURED, "the route table gave no answer");

    static Plan of(SpooledMessage message, Pick pick, Routes routes, Instant now) {
        Optional<Instant> later = Optional.empty();
        var ready = new ArrayList<Integer>();
        for (int index = 0; index < message.progress().size(); index++) {
            var progress = message.progress().get(index);
            if (progress.state().isDone() || pick.busy().get(index)) {
                continue;
            }
            var due = due(progress);
            if (due.isAfter(now) && !pick.forced()) {
                later = later.filter(earliest -> earliest.isBefore(due)).or(() -> Optional.of(due));
            } else {
                ready.add(index);
            }
        }
        var groups = new LinkedHashMap<Via, List<Integer>>();
        var unrouted = new HashMap<Integer, Outcome>();
        var ways = routes.choose(message.envelope(), ready);
        for (int index : ready) {
            switch (ways.get(index)) {
                case Via via -> groups.computeIfAbsent(via, _ -> new ArrayList<>()).add(index);
                case Settled(var outcome) -> unrouted.put(index, outcome);
                case null -> unrouted.put(index, NO_WAY);
            }
        }
        var jobs = new ArrayList<Job>();
        groups.forEach((via, recipients) ->
                jobs.add(new Job(message.id(), via, recipients, Optional.of(message))));
        return new Plan(jobs, unrouted, later);
    }

    /// Every recipient that is dealt with now.
    List<Integer> started() {
        var started = new ArrayList<>(unrouted.keySet());
        jobs.forEach(job -> started.addAll(job.recipients()));
        return started;
    }

    /// When a recipient is due: one that nobody has tried always is, though the clock may have been
    /// set back since the message was accepted.
    static Instant due(RecipientProgress progress) {
        return progress.attempts() == 0 ? Instant.EPOCH : progress.due();
    }
}
