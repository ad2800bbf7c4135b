package io.staffetta.dkim;

import java.util.Locale;

/// What came of a signature (RFC 8601 §2.7.1).
enum Result {
    PASS,
    FAIL,
    NEUTRAL,
    POLICY,
    TEMPERROR,
    PERMERROR;

    /// As it stands in findings.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
