package io.staffetta.helo;

import java.util.Locale;

/// What can be wrong with a greeting.
enum Problem {
    SYNTAX("5.2", "is neither a domain nor an address literal"),
    BARE_ADDRESS("5.2", "is an address, which must stand in brackets"),
    UNQUALIFIED("5.2", "is not a fully qualified domain"),
    OTHER_LITERAL("7.1", "is not your address"),
    OURS("7.1", "is our name, not yours"),
    UNKNOWN("7.1", "does not exist"),
    MISMATCH("7.1", "does not lead to your address"),
    CHANGED("7.1", "is not what you said before");

    private final String status;
    private final String text;

    Problem(String status, String text) {
        this.status = status;
        this.text = text;
    }

    /// Subject and detail of the enhanced status code.
    String status() {
        return status;
    }

    /// For the client, behind the name it gave.
    String text() {
        return text;
    }

    /// For findings.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
