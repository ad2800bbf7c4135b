package io.staffetta.spf;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The names of the client, asked for once in a check and only if a record wants them (RFC 7208
/// §5.5).
final class ClientNames {

    private final Lookups lookups;
    private final InetAddress client;
    private final Map<String, Boolean> own = new HashMap<>();
    private Optional<List<String>> claimed = Optional.empty();

    ClientNames(Lookups lookups, InetAddress client) {
        this.lookups = lookups;
        this.client = client;
    }

    /// Whether one of its names is that domain or lies in it.
    boolean isIn(String domain) {
        return first(name -> isEqual(name, domain) || isBelow(name, domain)).isPresent();
    }

    /// The name for `%{p}`: if it can be that domain or one below.
    Optional<String> best(String domain) {
        return first(name -> isEqual(name, domain))
                .or(() -> first(name -> isBelow(name, domain)))
                .or(() -> first(_ -> true));
    }

    private Optional<String> first(Predicate<String> wanted) {
        if (claimed.isEmpty()) {
            claimed = Optional.of(lookups.names(client));
        }
        return claimed.get().stream().filter(wanted).filter(this::isOwn).findFirst();
    }

    private boolean isOwn(String name) {
        return own.computeIfAbsent(name, n -> lookups.isName(n, client));
    }

    private static boolean isEqual(String name, String domain) {
        return name.equalsIgnoreCase(domain);
    }

    private static boolean isBelow(String name, String domain) {
        return name.toLowerCase(Locale.ROOT).endsWith("." + domain.toLowerCase(Locale.ROOT));
    }
}
