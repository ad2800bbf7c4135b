package io.staffetta.dkim;

import org.apache.james.jdkim.canon.RelaxedBodyCanonicalizer;
import org.apache.james.jdkim.canon.SimpleBodyCanonicalizer;

import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/// What changes on the way a signature survives (RFC 6376 §3.4).
enum Canonicalization {
    SIMPLE {
        @Override
        String header(String field) {
            return field;
        }

        @Override
        OutputStream body(OutputStream out) {
            return new SimpleBodyCanonicalizer(out);
        }
    },
    RELAXED {
        @Override
        String header(String field) {
            int colon = field.indexOf(':');
            var out = new StringBuilder(field.length());
            out.append(field.substring(0, colon).strip().toLowerCase(Locale.ROOT)).append(':');
            int start = out.length();
            boolean blank = false;
            for (int i = colon + 1; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c == ' ' || c == '\t') {
                    blank = true;
                } else if (c != '\r' && c != '\n') {
                    if (blank && out.length() > start) {
                        out.append(' ');
                    }
                    blank = false;
                    out.append(c);
                }
            }
            return out.toString();
        }

        @Override
        OutputStream body(OutputStream out) {
            return new RelaxedBodyCanonicalizer(out);
        }
    };

    /// As it stands in signatures.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Canonicalization> of(String word) {
        for (var one : values()) {
            if (one.word().equalsIgnoreCase(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// A header field.
    ///
    /// @param field with colon and without the final CRLF, one character for each octet
    abstract String header(String field);

    /// A filter for a body that ends with CRLF; close it to get the last octets.
    abstract OutputStream body(OutputStream out);
}
