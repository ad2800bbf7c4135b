package io.staffetta.spi.mail;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// An SMTP reply (RFC 5321 §4.2) that cannot be malformed.
///
/// Text is made safe on construction: control and non-ASCII characters become `?`, so text taken
/// from elsewhere can never start a new line; a line is cut where the reply line would pass 512
/// octets (RFC 5321 §4.5.3.1.5).
///
/// @param code 200 to 599 with a second digit of 0 to 5
/// @param status the enhanced status code, of the same class as the code; `null` for none
/// @param lines at least one line of text, without code
public record Reply(int code, @Nullable EnhancedStatus status, List<String> lines) {

    private static final int MAX_TEXT = 490;

    public Reply {
        if (code < 200 || code > 599 || code / 10 % 10 > 5) {
            throw new IllegalArgumentException("not an SMTP reply code: " + code);
        }
        if (status != null && status.statusClass() != code / 100) {
            throw new IllegalArgumentException(
                    "status " + status + " does not agree with reply code " + code);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply needs at least one line of text");
        }
        lines =
                lines.size() == 1
                        ? List.of(safe(lines.getFirst()))
                        : lines.stream().map(Reply::safe).toList();
    }

    /// A one-line reply with an enhanced status code.
    public static Reply of(int code, String status, String text) {
        return new Reply(code, EnhancedStatus.parse(status), List.of(text));
    }

    /// A one-line reply without an enhanced status code (greetings, EHLO, 3yz, RFC 2034 §4).
    public static Reply of(int code, String text) {
        return new Reply(code, null, List.of(text));
    }

    /// Whether this is a 2yz or 3yz.
    public boolean isPositive() {
        return code < 400;
    }

    /// Whether this is a 4yz: the client should try again later.
    public boolean isTransient() {
        return code / 100 == 4;
    }

    /// Whether this is a 5yz: the client should not try again.
    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /// The first line of text.
    public String text() {
        return lines.getFirst();
    }

    /// The octets on the wire, including the final CRLF; a new array each time.
    public byte[] encode() {
        var wire = new StringBuilder(64);
        var prefix = status == null ? "" : status + " ";
        for (int i = 0; i < lines.size(); i++) {
            wire.append(code).append(i == lines.size() - 1 ? ' ' : '-');
            wire.append(prefix).append(lines.get(i)).append("\r\n");
        }
        return wire.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Code, status and text on one line, for logs and reports.
    @Override
    public String toString() {
        return lines.stream()
                .collect(
                        Collectors.joining(
                                " ", code + (status == null ? " " : " " + status + " "), ""));
    }

    private static String safe(String text) {
        var line = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        if (isPrintable(line)) {
            return line;
        }
        var safe = new StringBuilder(line.length());
        line.codePoints().forEach(c -> safe.append(c >= ' ' && c < 127 ? (char) c : '?'));
        return safe.toString();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 127) {
                return false;
            }
        }
        return true;
    }
}
