package io.staffetta.spf;

import java.util.List;
import java.util.Optional;

/// A record without mistakes (RFC 7208 §4.6.1).
///
/// @param directives in order
/// @param redirect where the answer is if no directive matches (§6.1)
/// @param explanation where the reason of a fail is (§6.2)
record SpfRecord(
        List<Directive> directives,
        Optional<MacroString> redirect,
        Optional<MacroString> explanation) {

    /// A mechanism and what it means if it matches.
    ///
    /// @param text as it was written
    record Directive(SpfResult result, Mechanism mechanism, String text) {}

    SpfRecord {
        directives = List.copyOf(directives);
    }

    /// Whether a TXT record is meant to be one, good or bad (RFC 7208 §4.5).
    static boolean isMeant(String text) {
        return text.regionMatches(true, 0, "v=spf1", 0, 6)
                && (text.length() == 6 || text.charAt(6) == ' ');
    }
}
