package io.staffetta.smtp;

import io.staffetta.smtp.io.BareNewline;

import java.time.Duration;
import java.util.Objects;

/// The child elements of a listener that speaks `smtp`, `submission` or `lmtp`.
///
/// @param bareNewline `<bare-newline>`: what happens to a CR or LF that stands alone; default
///   `reject`
/// @param strictPaths `<strict-paths>`: whether `MAIL FROM: <a@b>`, with a space that RFC 5321 does
///   not allow, is refused; default `false`
/// @param greetDelay `<greet-delay>`: how long the banner waits for a client that talks too early;
///   default `0s`, which refuses what has arrived by then. Never used on implicit TLS
/// @param timeouts `<timeouts>`
/// @param limits `<limits>`
public record SmtpSettings(
        BareNewline bareNewline,
        boolean strictPaths,
        Duration greetDelay,
        SmtpTimeouts timeouts,
        SmtpLimits limits) {

    public SmtpSettings {
        bareNewline = Objects.requireNonNullElse(bareNewline, BareNewline.REJECT);
        greetDelay = Objects.requireNonNullElse(greetDelay, Duration.ZERO);
        if (greetDelay.isNegative() || greetDelay.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("greet-delay must lie between 0s and 1m");
        }
        timeouts = Objects.requireNonNullElse(timeouts, SmtpTimeouts.DEFAULTS);
        limits = Objects.requireNonNullElse(limits, SmtpLimits.DEFAULTS);
    }
}
