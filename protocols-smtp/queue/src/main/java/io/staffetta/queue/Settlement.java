package io.staffetta.queue;

import io.staffetta.queue.report.Reporter;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Turns the outcomes of an attempt into progress in the spool. What the sender is to be told is
/// recorded only after the report of it is on stable storage: a crash in between may report twice,
/// never not at all.
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Spool spool;
    private final Reporter reporter;
    private final Judge judge;
    private final InstantSource clock;
    private final RandomGenerator random;

    Settlement(
            Spool spool,
            Reporter reporter,
            Judge judge,
            InstantSource clock,
            RandomGenerator random) {
        this.spool = spool;
        this.reporter = reporter;
        this.judge = judge;
        this.clock = clock;
        this.random = random;
    }

    /// What came of an attempt.
    ///
    /// @param done recipients that are done now
    /// @param due when to try the others; empty if there are none
    /// @param reports messages to be queued
    /// @param untold why a failure could not be reported now, so that its recipients are not done
    record Settled(
            int done,
            Optional<Instant> due,
            List<SpooledMessage> reports,
            Optional<IOException> untold) {}

    Settled settle(SpooledMessage message, String transport, Map<Integer, Outcome> outcomes) {
        var now = clock.instant();
        var verdicts = new HashMap<Integer, Verdict>();
        outcomes.forEach((recipient, outcome) -> {
            var before = message.progress().get(recipient);
            var one = new Judge.Case(message.envelope(), recipient, before, outcome, now);
            verdicts.put(recipient, judge.verdict(one, random.nextDouble()));
        });
        verdicts.forEach((recipient, verdict) -> tell(message, recipient, transport, verdict));
        // What needs no report is noted before the reports, which may take long or fail.
        var silent = new HashMap<>(verdicts);
        silent.values().removeIf(verdict -> verdict.finding().isPresent());
        if (!silent.isEmpty()) {
            spool.record(message.id(), progress(silent));
        }
        if (silent.size() == verdicts.size()) {
            return new Settled(done(verdicts), due(verdicts), List.of(), Optional.empty());
        }
        var reports = new ArrayList<SpooledMessage>();
        var untold = Optional.<IOException>empty();
        for (var kind : ReportKind.values()) {
            var told = new HashMap<>(verdicts);
            told.values().removeIf(verdict -> !verdict.isOf(kind));
            if (told.isEmpty()) {
                continue;
            }
            try {
                report(message, kind, told).ifPresent(reports::add);
            } catch (IOException | RuntimeException e) {
                // Whatever is wrong with the report, what was delivered is not delivered again.
                var due = judge.retry().next(now, now, random.nextDouble());
                told.replaceAll((_, verdict) -> verdict.untold(due));
                verdicts.putAll(told);
                logUntold(message, kind, e);
                if (kind == ReportKind.FAILED) {
                    untold = Optional.of(e instanceof IOException io ? io : new IOException(e));
                }
            }
            record(message, kind, told);
        }
        return new Settled(done(verdicts), due(verdicts), List.copyOf(reports), untold);
    }

    /// Whether the sender would be told of a delay now, were one of these recipients deferred: then
    /// a recipient that waits without an attempt has to be settled, too.
    boolean isDelayToTell(SpooledMessage message, Collection<Integer> recipients) {
        var now = clock.instant();
        return recipients.stream()
                .anyMatch(recipient ->
                        !message.progress().get(recipient).delayReported()
                                && judge.delay().isDue(message.envelope(), recipient, now));
    }

    private Optional<SpooledMessage> report(
            SpooledMessage message, ReportKind kind, Map<Integer, Verdict> told)
            throws IOException {
        var findings =
                told.values().stream().flatMap(verdict -> verdict.finding().stream()).toList();
        return reporter.report(message, kind, findings);
    }

    private void record(SpooledMessage message, ReportKind kind, Map<Integer, Verdict> verdicts) {
        boolean untold =
                verdicts.values().stream().noneMatch(verdict -> verdict.finding().isPresent());
        boolean durably = !untold && (kind == ReportKind.FAILED || kind == ReportKind.DELAYED);
        try {
            if (durably) {
                spool.recordDurably(message.id(), progress(verdicts));
            } else {
                spool.record(message.id(), progress(verdicts));
            }
        } catch (IOException | RuntimeException e) {
            // Reports are stored and must be queued; at worst they are sent again after a restart.
            log.atWarn()
                    .addKeyValue("id", message.id())
                    .addKeyValue("kind", name(kind))
                    .addKeyValue("recipients", verdicts.size())
                    .addKeyValue("error", e.getMessage())
                    .log("what became of recipients is not recorded");
        }
    }

    private static void logUntold(SpooledMessage message, ReportKind kind, Exception cause) {
        var what =
                switch (kind) {
                    case FAILED, DELAYED -> "sender cannot be told now, will try again";
                    case DELIVERED, RELAYED -> "sender cannot be told of the success";
                };
        log.atError()
                .addKeyValue("id", message.id())
                .addKeyValue("kind", name(kind))
                .addKeyValue("error", String.valueOf(cause.getMessage()))
                .log(what);
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

    private static String name(ReportKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
