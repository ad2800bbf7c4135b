package io.staffetta.smtp.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The extensions of SMTP that can be offered. What is not offered to a client is not accepted from
/// it.
public enum Extension {
    /// RFC 2920.
    PIPELINING("PIPELINING"),
    /// RFC 1870.
    SIZE("SIZE"),
    /// RFC 6152.
    EIGHT_BIT_MIME("8BITMIME"),
    /// RFC 6531.
    SMTPUTF8("SMTPUTF8"),
    /// RFC 3030.
    CHUNKING("CHUNKING"),
    /// RFC 3030.
    BINARYMIME("BINARYMIME"),
    /// RFC 3461.
    DSN("DSN"),
    /// RFC 3207. Not the last one: GNU SASL does not see it there.
    STARTTLS("STARTTLS"),
    /// RFC 2034.
    ENHANCEDSTATUSCODES("ENHANCEDSTATUSCODES"),
    /// RFC 9422.
    LIMITS("LIMITS"),
    /// RFC 8689.
    REQUIRETLS("REQUIRETLS"),
    /// RFC 4954.
    AUTH("AUTH");

    private static final Map<String, Extension> BY_KEYWORD = new HashMap<>();

    static {
        for (var extension : values()) {
            BY_KEYWORD.put(extension.keyword, extension);
        }
    }

    private final String keyword;

    Extension(String keyword) {
        this.keyword = keyword;
    }

    /// What stands in the answer to EHLO.
    public String keyword() {
        return keyword;
    }

    /// The extension that a line of the answer to EHLO offers; empty if it is none of ours.
    public static Optional<Extension> ofLine(String line) {
        int end = line.indexOf(' ');
        var word = end < 0 ? line : line.substring(0, end);
        return Optional.ofNullable(BY_KEYWORD.get(word.toUpperCase(Locale.ROOT)));
    }
}
