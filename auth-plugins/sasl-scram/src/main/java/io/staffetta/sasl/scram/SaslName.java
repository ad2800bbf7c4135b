package io.staffetta.sasl.scram;

import com.ongres.saslprep.SASLprep;
import com.ongres.stringprep.Profile;

import java.util.Optional;
import java.util.regex.Pattern;

/// `saslname` (RFC 5802 §7): commas and equals signs are written `=2C` and `=3D`.
final class SaslName {

    private static final Profile SASLPREP = new SASLprep();
    private static final Pattern STRAY_EQUALS_SIGN = Pattern.compile("=(?!2C|3D)");

    private SaslName() {}

    /// Reads an attribute that holds one; empty if it is none.
    static Optional<String> decode(String prefix, String field) {
        var name = field.startsWith(prefix) ? field.substring(prefix.length()) : "";
        // Names reach the log.
        if (name.isEmpty()
                || name.chars().anyMatch(Character::isISOControl)
                || STRAY_EQUALS_SIGN.matcher(name).find()) {
            return Optional.empty();
        }
        return Optional.of(name.replace("=2C", ",").replace("=3D", "="));
    }

    /// Prepares a user name for the lookup (RFC 4013, as a query string); empty if it holds what is
    /// prohibited, or nothing.
    static Optional<String> prepare(String name) {
        try {
            return Optional.of(SASLPREP.prepareQuery(name)).filter(text -> !text.isEmpty());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The library trips over a name of which the mapping leaves nothing.
            return Optional.empty();
        }
    }
}
