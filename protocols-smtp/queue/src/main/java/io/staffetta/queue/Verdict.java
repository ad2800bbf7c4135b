package io.staffetta.queue;

import io.staffetta.queue.report.Finding;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.State;

import java.time.Instant;
import java.util.Optional;

/// What an outcome means for a recipient.
///
/// @param progress its new state
/// @param finding what the sender is told before that is recorded; present for every failure
record Verdict(RecipientProgress progress, Optional<Finding> finding) {

    /// "System incorrectly configured" (RFC 3463 §3.4): mail that only waits for the operator. It
    /// is tried at the longest interval and never expires: the sender is not told that mail failed
    /// because this server was not finished.
    static final EnhancedStatus NOT_CONFIGURED = new EnhancedStatus(4, 3, 5);

    private static final int MAX_DETAIL = 500;

    boolean isOf(ReportKind kind) {
        return finding.filter(found -> found.kind() == kind).isPresent();
    }

    /// The same where the sender could not be told. A recipient that failed is looked at again; of
    /// a delay the sender hears after the next attempt; a success stays one.
    ///
    /// @param due when to look again
    Verdict untold(Instant due) {
        var silent =
                switch (finding.map(Finding::kind).orElse(ReportKind.DELIVERED)) {
                    case DELIVERED, RELAYED -> progress;
                    case DELAYED -> queued(progress.due(), progress.detail(), false);
                    case FAILED ->
                            queued(
                                    due,
                                    line(progress.detail() + " (no report yet)"),
                                    progress.delayReported());
                };
        return new Verdict(silent, Optional.empty());
    }

    /// What peers say may contain anything.
    static String line(String text) {
        var line = new StringBuilder(Math.min(text.length(), MAX_DETAIL));
        text.codePoints()
                .limit(MAX_DETAIL)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString().strip();
    }

    private RecipientProgress queued(Instant due, String detail, boolean delayReported) {
        return new RecipientProgress(
                State.QUEUED, progress.attempts(), due, detail, progress.history(), delayReported);
    }
}
