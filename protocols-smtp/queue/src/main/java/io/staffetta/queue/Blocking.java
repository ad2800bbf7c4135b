package io.staffetta.queue;

import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Puts off recipients whose next hop is down until it is tried again, without attempts of their
/// own.
///
/// There is an exception where the sender has to hear of it: for recipients that had expired when
/// the next hop was tried last, and those whose delay is to be reported, that attempt counts as
/// theirs. So nothing expires unnoticed, and nothing fails without an attempt after its time.
record Blocking(
        Board board,
        Spool spool,
        Results results,
        Attempt attempt,
        Judge judge,
        InstantSource clock,
        RandomGenerator random) {

    void block(SpooledMessage message, Job job, Outage outage) {
        try {
            var own = new HashMap<Integer, Outcome>();
            var blocked = new HashMap<Integer, RecipientProgress>();
            double spread = outage.pause().toMillis() / 8.0 * random.nextDouble();
            var due = outage.until().plusMillis((long) spread);
            for (int recipient : job.recipients()) {
                var before = message.progress().get(recipient);
                if (isNews(message, recipient, before, outage)) {
                    own.put(recipient, outage.error());
                } else {
                    blocked.put(recipient, blocked(before, due, outage));
                }
            }
            results.settle(message, "none", attempt.reviewed(message.envelope(), own));
            record(message, job, blocked, due);
        } catch (RuntimeException | Error e) {
            results.postpone(job.id(), job.recipients(), e);
        }
    }

    private void record(
            SpooledMessage message, Job job, Map<Integer, RecipientProgress> blocked, Instant due) {
        if (blocked.isEmpty()) {
            return;
        }
        spool.record(message.id(), blocked);
        results.ended(message.id(), blocked.keySet(), List.of(), Optional.of(due));
        board.crew()
                .locked(() -> {
                    if (board.lanes().outage(job.lane()).isEmpty()) {
                        // It ended meanwhile, and whoever was to be woken was still busy.
                        board.schedule().want(message.id(), job.lane(), clock.instant());
                    }
                });
    }

    private boolean isNews(
            SpooledMessage message, int recipient, RecipientProgress before, Outage outage) {
        var envelope = message.envelope();
        return judge.retry().isExpired(envelope, outage.tried())
                || (!before.delayReported()
                        && judge.delay().isDue(envelope, recipient, outage.tried()));
    }

    private static RecipientProgress blocked(RecipientProgress before, Instant due, Outage outage) {
        return new RecipientProgress(
                State.QUEUED,
                before.attempts(),
                due,
                Verdict.line(outage.detail()),
                before.history(),
                before.delayReported());
    }
}
