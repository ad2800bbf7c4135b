package io.staffetta.queue;

import io.staffetta.queue.report.Finding;
import io.staffetta.queue.report.Wishes;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.ReportKind;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.Attempt;
import io.staffetta.spi.spool.RecipientProgress.State;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says what an outcome means for a recipient.
///
/// @param retry when to try again, and when to give up
/// @param delay when to tell of a delay
record Judge(RetryPolicy retry, DelayPolicy delay) {

    private static final EnhancedStatus EXPIRED = new EnhancedStatus(5, 4, 7);
    private static final EnhancedStatus DONE = new EnhancedStatus(2, 0, 0);
    private static final Pattern GOOD_REPLY =
            Pattern.compile("2\\d\\d[ -](2\\.\\d{1,3}\\.\\d{1,3})(?: .*)?");

    /// One outcome of one recipient.
    ///
    /// @param recipient its index
    /// @param before its state
    /// @param now when the attempt ended
    record Case(
            Envelope envelope,
            int recipient,
            RecipientProgress before,
            Outcome outcome,
            Instant now) {}

    /// @param random 0 to 1
    Verdict verdict(Case one, double random) {
        return switch (one.outcome()) {
            case Outcome.Delivered delivered -> delivered(one, delivered);
            case Outcome.Failed(var status, var detail, _) -> failed(one, status, detail);
            case Outcome.Deferred(var status, var detail, var remoteMta, _) -> {
                // Another server that says so is the business of its operator, not of ours.
                if (status.equals(Verdict.NOT_CONFIGURED) && remoteMta.isEmpty()) {
                    var due = retry.last(one.now(), random);
                    yield deferred(one, status, due, Optional.empty());
                }
                if (retry.isExpired(one.envelope(), one.now())) {
                    var lifetime = words(retry.lifetime(one.envelope()));
                    var last = "; last: " + status + " " + detail;
                    yield failed(one, EXPIRED, "not delivered within " + lifetime + last);
                }
                var due = retry.next(one.envelope().receivedAt(), one.now(), random);
                yield deferred(one, status, due, Optional.of(retry.until(one.envelope())));
            }
        };
    }

    private static Verdict delivered(Case one, Outcome.Delivered delivered) {
        var detail = Verdict.line(delivered.detail());
        var progress = progress(one, State.DELIVERED, one.now(), said(one, detail), false);
        Optional<ReportKind> kind =
                switch (delivered.handover()) {
                    case FINAL -> Optional.of(ReportKind.DELIVERED);
                    case RELAYED_WITHOUT_DSN -> Optional.of(ReportKind.RELAYED);
                    case RELAYED -> Optional.empty();
                };
        return new Verdict(
                progress,
                kind.filter(told -> Wishes.include(one.envelope(), one.recipient(), told))
                        .map(told -> finding(one, told, status(detail), detail, Optional.empty())));
    }

    private static EnhancedStatus status(String detail) {
        var matcher = GOOD_REPLY.matcher(detail);
        return matcher.matches() ? EnhancedStatus.parse(matcher.group(1)) : DONE;
    }

    private static Verdict failed(Case one, EnhancedStatus status, String detail) {
        var line = Verdict.line(detail);
        var shown = Verdict.line(status + " " + said(one, line));
        return new Verdict(
                progress(one, State.FAILED, one.now(), shown, one.before().delayReported()),
                Optional.of(finding(one, ReportKind.FAILED, status, line, Optional.empty())));
    }

    private Verdict deferred(
            Case one, EnhancedStatus status, Instant due, Optional<Instant> retryUntil) {
        var detail = Verdict.line(one.outcome().detail());
        boolean told = one.before().delayReported();
        boolean tell = !told && delay.isDue(one.envelope(), one.recipient(), one.now());
        var shown = Verdict.line(status + " " + said(one, detail));
        return new Verdict(
                progress(one, State.QUEUED, due, shown, told || tell),
                tell
                        ? Optional.of(finding(one, ReportKind.DELAYED, status, detail, retryUntil))
                        : Optional.empty());
    }

    private static Finding finding(
            Case one,
            ReportKind kind,
            EnhancedStatus status,
            String detail,
            Optional<Instant> retryUntil) {
        var remoteMta = one.outcome().remoteMta();
        var said = Verdict.line(one.outcome().detail());
        return new Finding(
                one.recipient(),
                kind,
                status,
                detail,
                Optional.of(said).filter(_ -> remoteMta.isPresent()).filter(Judge::isReply),
                remoteMta,
                retryUntil);
    }

    /// For the operator: a reply with the name of the server that gave it.
    private static String said(Case one, String detail) {
        return one.outcome()
                .remoteMta()
                .filter(_ -> isReply(detail))
                .map(host -> Verdict.line(host + " said: " + detail))
                .orElse(detail);
    }

    private static boolean isReply(String detail) {
        return detail.length() >= 3
                && "245".indexOf(detail.charAt(0)) >= 0
                && isDigit(detail.charAt(1))
                && isDigit(detail.charAt(2))
                && (detail.length() == 3 || " -".indexOf(detail.charAt(3)) >= 0);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static RecipientProgress progress(
            Case one, State state, Instant due, String detail, boolean delayReported) {
        var history = new ArrayList<>(one.before().history());
        history.add(new Attempt(one.now().truncatedTo(ChronoUnit.MILLIS), detail));
        return new RecipientProgress(
                state, one.before().attempts() + 1, due, detail, history, delayReported);
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + (duration.toDays() == 1 ? " day" : " days")
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
