package io.staffetta.kernel;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.Transport;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Chooses the way for a domain: the domain itself, then `local` if it is ours, then the longest
/// `.suffix`, then `*`. `local` goes before a suffix so that a broad route never sends our own mail
/// away.
final class RouteTable {

    /// One way.
    ///
    /// @param pattern as written
    /// @param use name of the transport offer
    record Way(String pattern, String use, Transport transport) {
        String name() {
            return pattern + " → " + use;
        }
    }

    private final Map<String, Way> ways = new HashMap<>();

    RouteTable(List<Way> ways) {
        ways.forEach(way -> this.ways.putIfAbsent(key(way.pattern()), way));
    }

    Optional<Way> choose(Domain domain, Predicate<Domain> isLocal) {
        var exact = ways.get(domain.name().toLowerCase(Locale.ROOT));
        if (exact != null) {
            return Optional.of(exact);
        }
        var local = ways.get("local");
        if (local != null && isLocal.test(domain)) {
            return Optional.of(local);
        }
        return suffix(domain).or(() -> Optional.ofNullable(ways.get("*")));
    }

    /// The way of that name.
    Optional<Way> find(String name) {
        return ways.values().stream().filter(way -> way.name().equals(name)).findFirst();
    }

    private Optional<Way> suffix(Domain domain) {
        var name = domain.name();
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            var way = ways.get(name.substring(dot));
            if (way != null) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    private static String key(String pattern) {
        if (pattern.startsWith(".")) {
            return "." + Domain.parse(pattern.substring(1)).name();
        }
        return pattern.equals("*") || pattern.equals("local")
                ? pattern
                : Domain.parse(pattern).name().toLowerCase(Locale.ROOT);
    }
}
