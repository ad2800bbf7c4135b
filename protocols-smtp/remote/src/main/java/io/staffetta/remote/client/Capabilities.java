package io.staffetta.remote.client;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What a server offers in its reply to EHLO or LHLO.
///
/// @param keywords parameters by keyword, both in upper case
record Capabilities(Map<String, String> keywords) {

    /// Of a server that knows HELO only.
    static final Capabilities NONE = new Capabilities(Map.of());

    Capabilities {
        keywords = Map.copyOf(keywords);
    }

    static Capabilities of(PeerReply ehlo) {
        var keywords = new HashMap<String, String>();
        for (var line : ehlo.lines().subList(1, ehlo.lines().size())) {
            var text = line.strip().toUpperCase(Locale.ROOT);
            int end = text.indexOf(' ');
            if (end > 0) {
                keywords.merge(
                        text.substring(0, end),
                        text.substring(end + 1).strip(),
                        (a, b) -> a + " " + b);
            } else if (text.startsWith("AUTH=")) {
                // As servers wrote it before RFC 2554.
                keywords.merge("AUTH", text.substring(5), (a, b) -> a + " " + b);
            } else if (!text.isEmpty()) {
                keywords.putIfAbsent(text, "");
            }
        }
        return new Capabilities(keywords);
    }

    boolean offers(String keyword) {
        return keywords.containsKey(keyword);
    }

    /// How large a message may be (RFC 1870); empty if no fixed limit is known.
    OptionalLong maxSize() {
        long size = number(keywords.getOrDefault("SIZE", ""));
        return size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
    }

    /// How many recipients a transaction may have (RFC 9422).
    OptionalInt maxRecipients() {
        for (var limit : keywords.getOrDefault("LIMITS", "").split(" ")) {
            if (limit.startsWith("RCPTMAX=")) {
                long max = number(limit.substring(8));
                return max > 0 && max <= Integer.MAX_VALUE
                        ? OptionalInt.of((int) max)
                        : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /// The SASL mechanisms, in upper case.
    Set<String> mechanisms() {
        return List.of(keywords.getOrDefault("AUTH", "").split("[ =]+")).stream()
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Octets without lines, by BDAT (RFC 3030).
    boolean takesBinary() {
        return offers("CHUNKING") && offers("BINARYMIME");
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return 0;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(text) : 0;
    }
}
