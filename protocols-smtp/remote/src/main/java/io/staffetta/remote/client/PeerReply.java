package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;

import java.util.List;

/// What a server answered. Its text is ASCII without control characters.
///
/// @param code 200 to 599
/// @param lines the text of each line, without the code
record PeerReply(int code, List<String> lines) {

    private static final int MAX_TEXT = 500;

    PeerReply {
        lines = List.copyOf(lines);
    }

    boolean isPositive() {
        return code < 300;
    }

    boolean isTransient() {
        return code / 100 == 4;
    }

    boolean isPermanent() {
        return code / 100 == 5;
    }

    /// Whether the server closes the connection, RFC 5321 §3.8.
    boolean isLeaving() {
        return code == 421;
    }

    /// Code and text as they came, on one line of at most 500 characters.
    String text() {
        var text = new StringBuilder(64).append(code);
        for (var line : lines) {
            text.append(' ').append(line);
            if (text.length() > MAX_TEXT) {
                text.setLength(MAX_TEXT - 3);
                return text.append("...").toString();
            }
        }
        return text.toString();
    }

    /// The enhanced status of the text if it agrees with the code, else what the code means. Only
    /// for a 2yz, 4yz or 5yz; a 3yz where none is due counts as a temporary failure.
    EnhancedStatus status() {
        return StatusText.parse(lines.getFirst(), code / 100)
                .orElseGet(() -> StatusText.ofCode(code));
    }
}
