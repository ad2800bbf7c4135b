package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;

import java.time.Duration;

/// The connection is of no more use: closed, silent for too long, or the server talks nonsense.
final class PeerLost extends Exception {

    private static final long serialVersionUID = 1;

    private final transient EnhancedStatus status;
    private final boolean said;

    private PeerLost(EnhancedStatus status, String message, boolean said) {
        super(message, null, false, false);
        this.status = status;
        this.said = said;
    }

    /// The connection ended.
    ///
    /// @param during what was under way, as in "lost during MAIL"
    static PeerLost closed(String during) {
        return new PeerLost(new EnhancedStatus(4, 4, 2), "connection lost during " + during, false);
    }

    /// The server took too long.
    static PeerLost late(String during, Duration limit) {
        return new PeerLost(
                new EnhancedStatus(4, 4, 2),
                "no progress within " + seconds(limit) + " during " + during,
                false);
    }

    /// The server broke the protocol.
    static PeerLost nonsense(String during, String what) {
        return new PeerLost(
                new EnhancedStatus(4, 5, 0),
                "protocol error during " + during + ": " + what,
                false);
    }

    /// The server wants to go.
    static PeerLost leaving(PeerReply reply) {
        return new PeerLost(reply.status(), reply.text(), true);
    }

    /// Of class 4.
    EnhancedStatus status() {
        return status;
    }

    /// Whether the reason is the server's reply.
    boolean isSaid() {
        return said;
    }

    /// One line.
    String reason() {
        return String.valueOf(getMessage());
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0
                ? limit.toSeconds() + " s"
                : limit.toMillis() / 1000.0 + " s";
    }
}
