package io.staffetta.queue;

import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
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

    static Plan of(SpooledMessage message, Pick pick, Routes routes, Instant now) {
        var ways = new HashMap<Domain, Optional<String>>();
        var groups = new LinkedHashMap<String, List<Integer>>();
        var unrouted = new HashMap<Integer, Outcome>();
        Optional<Instant> later = Optional.empty();
        for (int index = 0; index < message.progress().size(); index++) {
            var progress = message.progress().get(index);
            if (progress.state().isDone() || pick.busy().get(index)) {
                continue;
            }
            var due = due(progress);
            if (due.isAfter(now) && !pick.forced()) {
                later = later.filter(earliest -> earliest.isBefore(due)).or(() -> Optional.of(due));
                continue;
            }
            var domain = message.envelope().recipients().get(index).mailbox().domain();
            var way = ways.computeIfAbsent(domain, _ -> name(routes, domain));
            if (way.isPresent()) {
                groups.computeIfAbsent(way.get(), _ -> new ArrayList<>()).add(index);
            } else {
                unrouted.put(index, noRoute(domain));
            }
        }
        var jobs = new ArrayList<Job>();
        groups.forEach((way, recipients) ->
                jobs.add(new Job(message.id(), way, recipients, Optional.of(message))));
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

    /// The name of the way; the transport behind it is not kept from closing.
    static Optional<String> name(Routes routes, Domain domain) {
        return routes.choose(domain)
                .map(route -> {
                    route.lease().close();
                    return route.name();
                });
    }

    static Outcome noRoute(Domain domain) {
        return new Outcome.Deferred(
                Verdict.NOT_CONFIGURED,
                "no route for " + domain + ": remote delivery is not configured");
    }
}
