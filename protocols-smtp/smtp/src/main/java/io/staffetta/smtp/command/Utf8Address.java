package io.staffetta.smtp.command;

import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses of the type `utf-8` in ORCPT (RFC 6533 §3): as they are, which needs SMTPUTF8, or with
/// `\x{…}` for what is not ASCII.
final class Utf8Address {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:[^\\\\\\p{Cc}\\p{Cs} +]|\\\\x\\{[0-9A-Fa-f]{2,6}})+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\x\\{([0-9A-Fa-f]+)}");

    private Utf8Address() {}

    /// Decodes an address.
    ///
    /// @return empty if it is malformed, or has characters that no address has
    static Optional<String> decode(String value) {
        if (!SYNTAX.matcher(value).matches()) {
            return Optional.empty();
        }
        var address = new StringBuilder(value.length());
        var matcher = ESCAPE.matcher(value);
        int end = 0;
        while (matcher.find()) {
            int c = Integer.parseInt(matcher.group(1), 16);
            if (!isAllowed(c)) {
                return Optional.empty();
            }
            address.append(value, end, matcher.start()).appendCodePoint(c);
            end = matcher.end();
        }
        return Optional.of(address.append(value, end, value.length()).toString());
    }

    private static boolean isAllowed(int c) {
        return Character.isValidCodePoint(c)
                && !Character.isISOControl(c)
                && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }
}
