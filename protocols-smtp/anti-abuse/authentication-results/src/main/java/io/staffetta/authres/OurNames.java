package io.staffetta.authres;

import io.staffetta.spi.mail.Header;

import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/// The names that only we may write into `Authentication-Results` fields.
final class OurNames {

    private static final String FIELD = "Authentication-Results";

    /// Canonical; those that start with a dot stand for all below them.
    private final Set<String> names;

    private OurNames(Set<String> names) {
        this.names = names;
    }

    static OurNames of(Iterable<String> names) {
        var canonical = new LinkedHashSet<String>();
        names.forEach(name -> canonical.add(canonical(name)));
        return new OurNames(canonical);
    }

    /// Whether a field claims to come from us, or might: one that cannot be read and has our name
    /// somewhere is taken for a forgery (RFC 8601 §5).
    boolean areClaimedBy(Header header) {
        return header.is(FIELD)
                && AuthservId.of(header.value())
                        .map(OurNames::canonical)
                        .map(this::contain)
                        .orElseGet(() -> mayMean(header.value()));
    }

    private boolean contain(String name) {
        return names.stream()
                .anyMatch(our -> our.equals(name) || (our.startsWith(".") && name.endsWith(our)));
    }

    private boolean mayMean(String value) {
        var whole = strippedOf(value);
        var bare = strippedOf(AuthservId.withoutComments(value));
        return names.stream().anyMatch(our -> whole.contains(our) || bare.contains(our));
    }

    private static String canonical(String name) {
        var stripped = strippedOf(name);
        var absolute =
                stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
        if (absolute.chars().allMatch(c -> c < 128)) {
            return absolute;
        }
        try {
            return IDN.toASCII(absolute);
        } catch (IllegalArgumentException _) {
            return absolute;
        }
    }

    private static String strippedOf(String text) {
        var out = new StringBuilder(text.length());
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            if (!AuthservId.isBlank(c) && c != '"' && c != '\\') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
