package io.staffetta.queue.report;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.ReportKind;

/// What a sender wants to hear of (RFC 3461 §4.1).
public final class Wishes {

    private Wishes() {}

    /// Whether the sender of a message is to hear that of a recipient; nobody hears of a message
    /// with the null reverse-path.
    ///
    /// @param recipient its index
    public static boolean include(Envelope envelope, int recipient, ReportKind kind) {
        if (envelope.reversePath() instanceof ReversePath.Null) {
            return false;
        }
        var notify = envelope.recipients().get(recipient).parameters().notifyOn();
        return switch (kind) {
            case DELIVERED, RELAYED -> notify.contains(Notify.SUCCESS);
            case DELAYED -> notify.isEmpty() || notify.contains(Notify.DELAY);
            case FAILED -> notify.isEmpty() || notify.contains(Notify.FAILURE);
        };
    }
}
