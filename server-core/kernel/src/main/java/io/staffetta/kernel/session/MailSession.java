package io.staffetta.kernel.session;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.Intake;

/// Placeholder of the seam: will implement [Intake].
public final class MailSession {
    private MailSession() {}

    /// Opens the kernel's side of a session.
    public static Intake open(
            SessionPolicy policy, SessionServices services, Connection connection) {
        throw new UnsupportedOperationException();
    }
}
