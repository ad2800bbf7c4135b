package io.staffetta.spf;

import java.util.Locale;

/// What came of a check (RFC 7208 §2.6).
enum SpfResult {
    NONE,
    NEUTRAL,
    PASS,
    FAIL,
    SOFTFAIL,
    TEMPERROR,
    PERMERROR;

    /// As it stands in findings and header fields.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
