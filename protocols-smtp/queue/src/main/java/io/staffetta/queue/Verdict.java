package io.staffetta.queue;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.State;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What an outcome means for a recipient.
///
/// @param progress its new state
/// @param failure what the sender is to be told, if it failed
record Verdict(RecipientProgress progress, Optional<Failure> failure) {

    /// "System incorrectly configured" (RFC 3463 §3.4): mail that only waits for the operator. It
    /// is tried at the longest interval and never expires: the sender is not told that mail failed
    /// because this server was not finished.
    static final EnhancedStatus NOT_CONFIGURED = new EnhancedStatus(4, 3, 5);

    private static final EnhancedStatus EXPIRED = new EnhancedStatus(5, 4, 7);
    private static final int MAX_DETAIL = 500;

    static Verdict on(
            Envelope envelope,
            int recipient,
            RecipientProgress before,
            Outcome outcome,
            RetryPolicy policy,
            Instant now,
            double random) {
        return switch (outcome) {
            case Outcome.Delivered(var detail, _, _) ->
                    new Verdict(
                            progress(State.DELIVERED, before, now, line(detail)), Optional.empty());
            case Outcome.Failed(var status, var detail, _) ->
                    failed(before, new Failure(recipient, status, line(detail)), now);
            case Outcome.Deferred(var status, var detail, _, _) -> {
                if (status.equals(NOT_CONFIGURED)) {
                    yield deferred(before, status, detail, policy.last(now, random));
                }
                if (policy.isExpired(envelope, now)) {
                    var expired =
                            "not delivered within "
                                    + words(policy.lifetime(envelope))
                                    + "; last: "
                                    + status
                                    + " "
                                    + detail;
                    yield failed(before, new Failure(recipient, EXPIRED, line(expired)), now);
                }
                var next = policy.next(envelope.receivedAt(), now, random);
                yield deferred(before, status, detail, next);
            }
        };
    }

    /// The same recipient, to be looked at again because its failure could not be reported.
    Verdict unreported(Instant due) {
        var kept = progress.detail() + " (no report yet)";
        return new Verdict(
                new RecipientProgress(State.QUEUED, progress.attempts(), due, line(kept)),
                Optional.empty());
    }

    private static Verdict failed(RecipientProgress before, Failure failure, Instant now) {
        var detail = line(failure.status() + " " + failure.detail());
        return new Verdict(progress(State.FAILED, before, now, detail), Optional.of(failure));
    }

    private static Verdict deferred(
            RecipientProgress before, EnhancedStatus status, String detail, Instant due) {
        return new Verdict(
                progress(State.QUEUED, before, due, line(status + " " + detail)), Optional.empty());
    }

    private static RecipientProgress progress(
            State state, RecipientProgress before, Instant due, String detail) {
        return new RecipientProgress(state, before.attempts() + 1, due, detail);
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
                ? duration.toDays() + (duration.toDays() == 1 ? " day" : " days")
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /// What peers say may contain anything.
    private static String line(String text) {
        var line = new StringBuilder(Math.min(text.length(), MAX_DETAIL));
        text.codePoints()
                .limit(MAX_DETAIL)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return line.toString().strip();
    }
}
