package io.staffetta.spi.mail;

import java.util.regex.Pattern;

/// An enhanced mail system status code (RFC 3463), such as `5.7.1`.
///
/// @param statusClass 2 (success), 4 (persistent transient failure) or 5 (permanent failure)
/// @param subject 0 to 999
/// @param detail 0 to 999
public record EnhancedStatus(int statusClass, int subject, int detail) {

    private static final Pattern SYNTAX = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    public EnhancedStatus {
        if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
            throw new IllegalArgumentException("status class must be 2, 4 or 5: " + statusClass);
        }
        if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("subject and detail must lie between 0 and 999");
        }
    }

    /// Parses the dotted form.
    ///
    /// @throws IllegalArgumentException if it is not a status code of RFC 3463
    public static EnhancedStatus parse(String text) {
        var matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an enhanced status code: " + text);
        }
        return new EnhancedStatus(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
