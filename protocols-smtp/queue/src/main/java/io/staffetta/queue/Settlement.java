package io.staffetta.queue;

import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Turns the outcomes of an attempt into progress in the spool. A failure is recorded only after
/// its report is on stable storage: a crash in between may report twice, never not at all.
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Spool spool;
    private final Reporter reporter;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    Settlement(
            Spool spool,
            Reporter reporter,
            RetryPolicy policy,
            InstantSource clock,
            RandomGenerator random) {
        this.spool = spool;
        this.reporter = reporter;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /// What came of an attempt.
    ///
    /// @param done recipients that are done now
    /// @param due when to try the others; empty if there are none
    /// @param report a message to be queued
    record Settled(int done, Optional<Instant> due, Optional<SpooledMessage> report) {}

    Settled settle(SpooledMessage message, String transport, Map<Integer, Outcome> outcomes) {
        var now = clock.instant();
        var verdicts = new HashMap<Integer, Verdict>();
        outcomes.forEach((recipient, outcome) ->
                verdicts.put(
                        recipient,
                        Verdict.on(
                                message.envelope(),
                                recipient,
                                message.progress().get(recipient),
                                outcome,
                                policy,
                                now,
                                random.nextDouble())));
        verdicts.forEach((recipient, verdict) -> tell(message, recipient, transport, verdict));
        var report = settleFailures(message, verdicts, now);
        return new Settled(done(verdicts), due(verdicts), report);
    }

    private Optional<SpooledMessage> settleFailures(
            SpooledMessage message, Map<Integer, Verdict> verdicts, Instant now) {
        var failures =
                verdicts.values().stream().flatMap(verdict -> verdict.failure().stream()).toList();
        if (failures.isEmpty()) {
            spool.record(message.id(), progress(verdicts));
            return Optional.empty();
        }
        // What was delivered is noted before the report, which may take long or fail.
        var others = new HashMap<>(verdicts);
        failures.forEach(failure -> others.remove(failure.recipient()));
        if (!others.isEmpty()) {
            spool.record(message.id(), progress(others));
        }
        try {
            var report = reporter.report(message, failures);
            recordFailures(message, verdicts, failures);
            return report;
        } catch (IOException e) {
            log.atError()
                    .addKeyValue("id", message.id())
                    .addKeyValue("error", e.getMessage())
                    .log("failure cannot be reported now, will try again");
            var due = policy.next(now, now, random.nextDouble());
            for (var failure : failures) {
                verdicts.computeIfPresent(
                        failure.recipient(), (_, verdict) -> verdict.unreported(due));
            }
            spool.record(message.id(), progress(verdicts));
            return Optional.empty();
        }
    }

    private void recordFailures(
            SpooledMessage message, Map<Integer, Verdict> verdicts, List<Failure> failures) {
        var failed = new HashMap<>(verdicts);
        failed.values().removeIf(verdict -> verdict.failure().isEmpty());
        try {
            spool.recordDurably(message.id(), progress(failed));
        } catch (IOException e) {
            // The report is stored; at worst it is sent again after a restart.
            log.atWarn()
                    .addKeyValue("id", message.id())
                    .addKeyValue("recipients", failures.size())
                    .addKeyValue("error", e.getMessage())
                    .log("failure is reported but not recorded");
        }
    }

    private static Map<Integer, RecipientProgress> progress(Map<Integer, Verdict> verdicts) {
        var progress = HashMap.<Integer, RecipientProgress>newHashMap(verdicts.size());
        verdicts.forEach((recipient, verdict) -> progress.put(recipient, verdict.progress()));
        return progress;
    }

    private static int done(Map<Integer, Verdict> verdicts) {
        return (int)
                verdicts.values().stream()
                        .filter(verdict -> verdict.progress().state().isDone())
                        .count();
    }

    private static Optional<Instant> due(Map<Integer, Verdict> verdicts) {
        return verdicts.values().stream()
                .map(Verdict::progress)
                .filter(progress -> !progress.state().isDone())
                .map(RecipientProgress::due)
                .min(Instant::compareTo);
    }

    private static void tell(
            SpooledMessage message, int recipient, String transport, Verdict verdict) {
        var progress = verdict.progress();
        var what =
                switch (progress.state()) {
                    case DELIVERED -> "delivered";
                    case QUEUED -> "deferred";
                    case FAILED -> "failed";
                };
        log.atInfo()
                .addKeyValue("id", message.id())
                .addKeyValue("from", message.envelope().reversePath())
                .addKeyValue("to", message.envelope().recipients().get(recipient).mailbox())
                .addKeyValue("transport", transport)
                .addKeyValue("attempt", progress.attempts())
                .addKeyValue("detail", progress.detail())
                .log(what);
    }
}
