package io.staffetta.queue;

import io.staffetta.queue.report.Wishes;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.queue.ReportKind;

import java.time.Duration;
import java.time.Instant;

/// When to tell senders that mail is late.
///
/// @param warning age at which those are told that did not ask; zero for never
/// @param notice age at which those are told that asked; `warning` if that is shorter
record DelayPolicy(Duration warning, Duration notice) {

    /// Whether the sender is to be told now of the delay for a recipient, had it not been told yet.
    boolean isDue(Envelope envelope, int recipient, Instant now) {
        if (!Wishes.include(envelope, recipient, ReportKind.DELAYED)) {
            return false;
        }
        boolean asked =
                envelope.recipients().get(recipient).parameters().notifyOn().contains(Notify.DELAY);
        var age = Duration.between(envelope.receivedAt(), now);
        return (asked && age.compareTo(notice) >= 0)
                || (warning.isPositive() && age.compareTo(warning) >= 0);
    }
}
