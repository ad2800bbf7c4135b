package io.staffetta.kernel;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Chooses the way for a domain: the domain itself, then `local` if it is ours, then the longest
/// `.suffix`, then `*`. `local` goes before a suffix so that a broad route never sends our own mail
/// away. Of the ways for one of these, that for the sender's mailbox comes first, then for its
/// domain, then for the longest suffix of that, then for any sender.
final class RouteTable {

    private static final List<String> ANY_SENDER = List.of("");

    /// One way.
    ///
    /// @param name of the route
    /// @param pattern of the recipient's domain as written; empty if only hooks lead to it
    /// @param sender of the sender as written; empty for any
    /// @param use name of the transport offer
    record Way(String name, String pattern, String sender, String use, Transport transport) {}

    /// By domain pattern, then by sender pattern.
    private final Map<String, Map<String, Way>> ways = new HashMap<>();

    private final Map<String, Way> byName = new HashMap<>();
    private final boolean isByDomainOnly;

    RouteTable(List<Way> all) {
        for (var way : all) {
            byName.putIfAbsent(way.name(), way);
            if (!way.pattern().isEmpty()) {
                ways.computeIfAbsent(key(way.pattern()), _ -> new HashMap<>())
                        .putIfAbsent(way.sender(), way);
            }
        }
        isByDomainOnly = all.stream().allMatch(way -> way.sender().isEmpty());
    }

    Optional<Way> choose(ReversePath sender, Domain domain, Predicate<Domain> isLocal) {
        return matching(sender, domain, isLocal).findFirst();
    }

    /// All that match, the most specific first.
    Stream<Way> matching(ReversePath sender, Domain domain, Predicate<Domain> isLocal) {
        var senders = isByDomainOnly ? ANY_SENDER : senders(sender);
        return patterns(domain, isLocal)
                .flatMap(pattern -> {
                    var bySender = ways.getOrDefault(pattern, Map.of());
                    return senders.stream()
                            .flatMap(one -> Optional.ofNullable(bySender.get(one)).stream());
                });
    }

    /// The way of that name.
    Optional<Way> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Asks whether a domain is local only if that matters. A domain of the name `local` is one
    /// like any other.
    private Stream<String> patterns(Domain domain, Predicate<Domain> isLocal) {
        var name = domain.name().toLowerCase(Locale.ROOT);
        var itself = Stream.of(name).filter(key -> !key.equals("local"));
        var local = Stream.of("local").filter(key -> ways.containsKey(key) && isLocal.test(domain));
        return Stream.of(itself, local, suffixes(name).stream(), Stream.of("*"))
                .flatMap(patterns -> patterns);
    }

    private static List<String> senders(ReversePath sender) {
        return switch (sender) {
            case ReversePath.Null() -> List.of("<>", "");
            case ReversePath.Sender(var mailbox) -> {
                var patterns = new ArrayList<String>();
                patterns.add(mailbox.folded().toString());
                patterns.add(mailbox.domain().name());
                patterns.addAll(suffixes(mailbox.domain().name()));
                patterns.add("");
                yield patterns;
            }
        };
    }

    /// `.example.org` and `.org` for `mail.example.org`; none for an address literal.
    private static List<String> suffixes(String domain) {
        var suffixes = new ArrayList<String>();
        if (!domain.startsWith("[")) {
            for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
                suffixes.add(domain.substring(dot));
            }
        }
        return suffixes;
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
