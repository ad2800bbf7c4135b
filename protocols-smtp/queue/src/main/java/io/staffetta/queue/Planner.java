package io.staffetta.queue;

import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.queue.Routes.Settled;
import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.queue.Routes.Way;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Groups the recipients of a message that are due by the way they go.
///
/// @param routes the route table; asking it may block
/// @param rules which settings hold for a destination
/// @param suspensions whose recipients wait
/// @param most recipients of one job
record Planner(Routes routes, LaneRules rules, Suspensions suspensions, int most) {

    private static final Settled NO_WAY =
            new Settled(
                    new Outcome.Deferred(Verdict.NOT_CONFIGURED, "the route table gave no answer"));

    Plan plan(SpooledMessage message, Pick pick, Instant now) {
        return new Draft(message, pick, now).plan();
    }

    /// When a recipient is due: one that nobody has tried always is, though the clock may have been
    /// set back since the message was accepted.
    static Instant due(Envelope envelope, RecipientProgress progress) {
        return progress.attempts() == 0 && !progress.due().isAfter(envelope.receivedAt())
                ? Instant.EPOCH
                : progress.due();
    }

    private record Group(Via via, LaneKey lane) {}

    private final class Draft {
        private final SpooledMessage message;
        private final Envelope envelope;
        private final Pick pick;
        private final Instant now;
        private final Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        private final Map<Integer, Outcome> unrouted = new HashMap<>();
        private final Map<String, LaneKey> lanes = new HashMap<>();
        private Optional<Instant> later = Optional.empty();

        Draft(SpooledMessage message, Pick pick, Instant now) {
            this.message = message;
            this.envelope = message.envelope();
            this.pick = pick;
            this.now = now;
        }

        Plan plan() {
            var asked = new ArrayList<Integer>();
            for (int index = 0; index < message.progress().size(); index++) {
                if (message.progress().get(index).state().isDone() || pick.busy().get(index)) {
                    continue;
                }
                if (!isDue(index) && pick.wanted().isEmpty()) {
                    later(index);
                } else if (isSuspended(Newcomer.domain(envelope, index))) {
                    suspend(index);
                } else {
                    asked.add(index);
                }
            }
            if (!asked.isEmpty()) {
                var ways = routes.choose(envelope, asked);
                asked.forEach(index -> sort(index, ways));
            }
            return new Plan(jobs(), unrouted, later, lanes);
        }

        private void sort(int index, Map<Integer, Way> ways) {
            switch (ways.getOrDefault(index, NO_WAY)) {
                case Via via -> sort(index, via);
                case Settled _ when !isDue(index) -> later(index);
                case Settled(var outcome) -> unrouted.put(index, outcome);
            }
        }

        private void sort(int index, Via via) {
            var domain = envelope.recipients().get(index).mailbox().domain();
            var lane = rules.lane(domain, via);
            lanes.put(domain.name(), lane);
            if (isSuspended(via.nextHop())) {
                suspend(index);
            } else if (isDue(index) || isWanted(domain.name(), lane)) {
                groups.computeIfAbsent(new Group(via, lane), _ -> new ArrayList<>()).add(index);
            } else {
                later(index);
            }
        }

        private List<Job> jobs() {
            var jobs = new ArrayList<Job>();
            groups.forEach((group, recipients) -> {
                for (int from = 0; from < recipients.size(); from += most) {
                    int to = Math.min(from + most, recipients.size());
                    jobs.add(
                            new Job(
                                    message.id(),
                                    group.via(),
                                    group.lane(),
                                    recipients.subList(from, to),
                                    Optional.of(message)));
                }
            });
            return jobs;
        }

        private boolean isWanted(String domain, LaneKey lane) {
            var wanted = pick.wanted();
            return wanted.contains(domain)
                    || wanted.contains(lane)
                    || wanted.contains(LaneRules.canonical(lane.nextHop()));
        }

        private boolean isDue(int index) {
            return pick.forced() || !dueAt(index).isAfter(now);
        }

        private boolean isSuspended(String destination) {
            return suspensions.reason(destination).isPresent();
        }

        /// Until the operator resumes it; but not before its time.
        private void suspend(int index) {
            if (dueAt(index).isAfter(now)) {
                later(index);
            }
        }

        private void later(int index) {
            var due = dueAt(index);
            later = later.filter(earliest -> earliest.isBefore(due)).or(() -> Optional.of(due));
        }

        private Instant dueAt(int index) {
            return due(envelope, message.progress().get(index));
        }
    }
}
