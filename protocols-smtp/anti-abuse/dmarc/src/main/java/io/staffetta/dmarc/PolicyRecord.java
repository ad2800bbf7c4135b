package io.staffetta.dmarc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A DMARC Policy Record (RFC 9989 §4.7, §4.8). Unknown tags are passed over, among them `pct`,
/// `rf` and `ri` of RFC 7489.
///
/// @param policy tag `p`; a record without it counts as one with `none`
/// @param subdomains tag `sp`
/// @param nonExistent tag `np`
/// @param strictDkim tag `adkim`
/// @param strictSpf tag `aspf`
/// @param psd tag `psd`
/// @param testing tag `t`
/// @param valid whether the policies can be read; else DMARC does not apply
record PolicyRecord(
        Policy policy,
        Optional<Policy> subdomains,
        Optional<Policy> nonExistent,
        boolean strictDkim,
        boolean strictSpf,
        Psd psd,
        boolean testing,
        boolean valid) {

    private static final String VERSION = "DMARC1";

    /// @return empty if the text is not a DMARC record of this version
    static Optional<PolicyRecord> parse(String text) {
        int end = text.indexOf(';');
        var version = tag(end < 0 ? text : text.substring(0, end));
        if (!version.name().equals("v") || !version.value().equals(VERSION)) {
            return Optional.empty();
        }
        var tags = new HashMap<String, String>();
        if (end >= 0) {
            for (var part : text.substring(end + 1).split(";")) {
                var tag = tag(part);
                tags.putIfAbsent(tag.name(), tag.value());
            }
        }
        return Optional.of(of(tags));
    }

    private static PolicyRecord of(Map<String, String> tags) {
        boolean readable =
                Arrays.stream(new String[] {"p", "sp", "np"})
                        .allMatch(tag ->
                                !tags.containsKey(tag)
                                        || Policy.parse(tags.getOrDefault(tag, "")).isPresent());
        var psd =
                switch (tags.getOrDefault("psd", "u").toLowerCase(Locale.ROOT)) {
                    case "y" -> Psd.YES;
                    case "n" -> Psd.NO;
                    default -> Psd.UNKNOWN;
                };
        return new PolicyRecord(
                readable ? policy(tags, "p").orElse(Policy.NONE) : Policy.NONE,
                readable ? policy(tags, "sp") : Optional.empty(),
                readable ? policy(tags, "np") : Optional.empty(),
                is(tags, "adkim", "s"),
                is(tags, "aspf", "s"),
                psd,
                is(tags, "t", "y"),
                readable || reports(tags));
    }

    /// What it says about its own domain, or one below it.
    ///
    /// @param below whether the author's domain is another one
    /// @param exists whether the author's domain exists
    Policy of(boolean below, boolean exists) {
        var inherited = exists ? subdomains : nonExistent.or(() -> subdomains);
        var asked = below ? inherited.orElse(policy) : policy;
        return testing ? asked.lowered() : asked;
    }

    private static boolean is(Map<String, String> tags, String tag, String value) {
        return tags.getOrDefault(tag, "").equalsIgnoreCase(value);
    }

    private static Optional<Policy> policy(Map<String, String> tags, String tag) {
        return Policy.parse(tags.getOrDefault(tag, ""));
    }

    /// Whether somebody wants reports: such a record with an unreadable policy counts as `p=none`
    /// (RFC 9989 §4.10.1).
    private static boolean reports(Map<String, String> tags) {
        return Arrays.stream(tags.getOrDefault("rua", "").split(","))
                .anyMatch(uri -> isUri(uri.strip()));
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Tag tag(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Tag(text.strip(), "")
                : new Tag(
                        text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        text.substring(equals + 1).strip());
    }

    private record Tag(String name, String value) {}
}
