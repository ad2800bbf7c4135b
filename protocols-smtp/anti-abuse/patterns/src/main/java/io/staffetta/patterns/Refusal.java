package io.staffetta.patterns;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Reply;

import java.util.List;
import java.util.regex.Pattern;

/// Reads the text of a refusal: `[code] [status] text`.
final class Refusal {

    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?:([45][0-5]\\d)(?:\\s+|$))?(?:([45]\\.\\d{1,3}\\.\\d{1,3})(?:\\s+|$))?(.*)");

    private Refusal() {}

    /// What is left out is `550`, the `7.1` of the code's class, and a text.
    ///
    /// @throws IllegalArgumentException if code and status do not agree
    static Reply of(String text) {
        var match = SYNTAX.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("must be one line");
        }
        var given = match.group(2);
        var written = match.group(1);
        int code =
                written != null
                        ? Integer.parseInt(written)
                        : given != null && given.startsWith("4") ? 450 : 550;
        var status = given == null ? code / 100 + ".7.1" : given;
        var words = match.group(3);
        return new Reply(
                code,
                EnhancedStatus.parse(status),
                List.of(words.isEmpty() ? "Message content rejected" : words));
    }
}
