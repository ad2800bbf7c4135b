package io.staffetta.headers;

import java.util.Locale;

/// What can be wrong with a header section.
enum Rule {
    COUNT("5.6.0"),
    SIZE("5.6.0"),
    MALFORMED("5.6.0"),
    LINE_LENGTH("5.6.0"),
    NUL("5.6.0"),
    EIGHT_BIT("5.6.0"),
    REQUIRED("5.6.0"),
    ONCE("5.6.0"),
    DATE("5.6.0"),
    FROM("5.6.0"),
    ALIGNMENT("5.7.1"),
    DISPLAY_NAME("5.7.1");

    private final String status;

    Rule(String status) {
        this.status = status;
    }

    /// Enhanced status of a refusal: the message is malformed, or policy forbids it.
    String status() {
        return status;
    }

    /// As operators know it.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
