package io.staffetta.spi.mail;

/// One header field (RFC 5322 §2.2).
///
/// @param name printable ASCII without colon, 1 to 998 characters
/// @param value everything after the colon without the final CRLF, as it stands in the message:
///   folded lines keep their `CRLF` + white space; usually begins with a space
public record Header(String name, String value) {

    public Header {
        if (name.isEmpty() || name.length() > 998 || !isName(name)) {
            throw new IllegalArgumentException(
                    "not a header field name: " + Domain.printable(name));
        }
        if (!isFolded(value)) {
            throw new IllegalArgumentException(
                    "header field " + name + " has a line break that is not folding");
        }
    }

    /// A field to be added: the value gets the space after the colon.
    ///
    /// @throws IllegalArgumentException if the value has a NUL, or a line break that is not
    ///   followed by white space, so nothing can be smuggled in behind it
    public static Header of(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("header field " + name + " has a NUL");
        }
        return new Header(name, " " + value);
    }

    /// The value on one line: folding removed, surrounding white space trimmed.
    public String unfolded() {
        return value.replace("\r\n", "").strip();
    }

    /// Whether the name is equal, in any case.
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    private static boolean isFolded(String value) {
        int from = 0;
        while (true) {
            int cr = value.indexOf('\r', from);
            int lf = value.indexOf('\n', from);
            if (cr < 0 && lf < 0) {
                return true;
            }
            boolean folds =
                    cr >= 0
                            && lf == cr + 1
                            && lf + 1 < value.length()
                            && (value.charAt(lf + 1) == ' ' || value.charAt(lf + 1) == '\t');
            if (!folds) {
                return false;
            }
            from = lf + 2;
        }
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 33 || c > 126 || c == ':') {
                return false;
            }
        }
        return true;
    }
}
