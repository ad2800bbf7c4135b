package io.staffetta.kernel.session;

import java.util.Locale;

/// The inbound phases.
enum Phase {
    CONNECT,
    TLS,
    HELO,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    MESSAGE,
    DISCONNECT;

    /// As the label of a metric.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
