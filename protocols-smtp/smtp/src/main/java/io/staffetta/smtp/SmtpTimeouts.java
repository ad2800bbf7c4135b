package io.staffetta.smtp;

import java.time.Duration;
import java.util.Objects;

/// How long a client may take; every wait ends.
///
/// @param command `<command>`: from our last reply to the end of the next command line, so it also
///   ends a line that drips in; default `5m` (RFC 5321 §4.5.3.2.7)
/// @param data `<data>`: for each block of content, and how far content may fall behind
///   `min-data-rate`; default `5m`
/// @param write `<write>`: to take a reply; default `1m`
/// @param handshake `<handshake>`: for the TLS handshake after STARTTLS; default `30s`
/// @param session `<session>`: for the whole session; default `4h`
public record SmtpTimeouts(
        Duration command, Duration data, Duration write, Duration handshake, Duration session) {

    /// What holds where nothing is configured.
    public static final SmtpTimeouts DEFAULTS =
            new SmtpTimeouts(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    Duration.ofHours(4));

    public SmtpTimeouts {
        command = positive("command", command, Duration.ofMinutes(5));
        data = positive("data", data, Duration.ofMinutes(5));
        write = positive("write", write, Duration.ofMinutes(1));
        handshake = positive("handshake", handshake, Duration.ofSeconds(30));
        session = positive("session", session, Duration.ofHours(4));
    }

    private static Duration positive(String name, Duration value, Duration otherwise) {
        var chosen = Objects.requireNonNullElse(value, otherwise);
        if (!chosen.isPositive() || chosen.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(name + " must be more than 0s and at most 1d");
        }
        return chosen;
    }
}
