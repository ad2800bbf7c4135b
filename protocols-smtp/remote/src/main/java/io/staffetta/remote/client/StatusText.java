package io.staffetta.remote.client;

import io.staffetta.spi.mail.EnhancedStatus;

import java.util.Optional;

/// Enhanced status codes of replies (RFC 2034, RFC 3463).
final class StatusText {

    private StatusText() {}

    /// The status that a text begins with, if it is of that class.
    static Optional<EnhancedStatus> parse(String text, int statusClass) {
        if (text.length() < 5 || text.charAt(0) - '0' != statusClass || text.charAt(1) != '.') {
            return Optional.empty();
        }
        if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
            return Optional.empty();
        }
        int dot = number(text, 2);
        if (dot < 0 || dot == text.length() || text.charAt(dot) != '.') {
            return Optional.empty();
        }
        int end = number(text, dot + 1);
        if (end < 0 || (end < text.length() && text.charAt(end) != ' ')) {
            return Optional.empty();
        }
        return Optional.of(
                new EnhancedStatus(
                        statusClass,
                        Integer.parseInt(text, 2, dot, 10),
                        Integer.parseInt(text, dot + 1, end, 10)));
    }

    /// What a reply code means by itself.
    static EnhancedStatus ofCode(int code) {
        return switch (code) {
            case 421 -> new EnhancedStatus(4, 3, 2);
            case 450 -> new EnhancedStatus(4, 2, 0);
            case 451 -> new EnhancedStatus(4, 3, 0);
            case 452 -> new EnhancedStatus(4, 3, 1);
            case 454 -> new EnhancedStatus(4, 7, 0);
            case 455 -> new EnhancedStatus(4, 5, 4);
            case 500 -> new EnhancedStatus(5, 5, 2);
            case 501, 504, 555 -> new EnhancedStatus(5, 5, 4);
            case 502, 503 -> new EnhancedStatus(5, 5, 1);
            case 521 -> new EnhancedStatus(5, 3, 2);
            case 530 -> new EnhancedStatus(5, 7, 0);
            case 535 -> new EnhancedStatus(5, 7, 8);
            case 551 -> new EnhancedStatus(5, 1, 6);
            case 552 -> new EnhancedStatus(5, 3, 4);
            case 553 -> new EnhancedStatus(5, 1, 3);
            case 556 -> new EnhancedStatus(5, 1, 10);
            default ->
                    code / 100 == 3
                            ? new EnhancedStatus(4, 5, 0)
                            : new EnhancedStatus(code / 100, 0, 0);
        };
    }

    /// The end of the one to three digits at a place; -1 if there are none or more.
    private static int number(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == from || end > from + 3 ? -1 : end;
    }
}
