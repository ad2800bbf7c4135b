package io.staffetta.sinks;

import io.staffetta.spi.mail.EnhancedStatus;

import java.util.Objects;

/// Settings of the transport `error`.
///
/// @param status of class 5 (the message goes back) or 4 (it waits until it expires); default
///   `5.1.1`
/// @param text one line for reports and listings; default `no such mailbox` if the status is
///   `5.1.1`, else `this destination takes no mail`
public record ErrorSettings(String status, String text) {

    private static final String NO_SUCH_MAILBOX = "5.1.1";

    public ErrorSettings {
        status = Objects.requireNonNullElse(status, NO_SUCH_MAILBOX);
        text =
                Objects.requireNonNullElse(
                        text,
                        status.equals(NO_SUCH_MAILBOX)
                                ? "no such mailbox"
                                : "this destination takes no mail");
        if (!status.startsWith("4.") && !status.startsWith("5.")) {
            throw new IllegalArgumentException("status must begin with 4 or 5: " + status);
        }
        EnhancedStatus.parse(status);
        if (text.isBlank()
                || text.length() > 400
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("text must be one line of 400 characters at most");
        }
    }

    /// The status as a value.
    EnhancedStatus enhancedStatus() {
        return EnhancedStatus.parse(status);
    }
}
