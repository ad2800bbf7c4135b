package io.staffetta.kernel.session;

import java.util.Locale;

/// The phases of a session, and then those of delivery.
enum Phase {
    CONNECT,
    TLS,
    HELO,
    AUTH,
    MAIL,
    RCPT,
    UNKNOWN,
    DATA,
    MESSAGE,
    DISCONNECT,
    ROUTE,
    ATTEMPT,
    BOUNCE;

    /// As the label of a metric.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
