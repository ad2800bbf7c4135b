package io.staffetta.spi.tls;

import io.staffetta.spi.mail.Domain;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// Next hops as operators write them in the settings of an [OutboundTlsPolicy].
///
/// @param patterns `example.org` for that domain or host, `.example.org` for everything below it,
///   in lower-case A-labels; empty for every next hop
public record NextHops(Set<String> patterns) {

    public NextHops {
        patterns = Set.copyOf(patterns);
    }

    /// Parses domains in any case, with A-labels or U-labels, those with a dot in front, and
    /// address literals.
    ///
    /// @throws IllegalArgumentException with one line if one of them is none
    public static NextHops parse(Collection<String> texts) {
        var patterns = new LinkedHashSet<String>();
        for (var text : texts) {
            patterns.add(
                    text.startsWith(".") ? "." + subdomainsOf(text) : Domain.parse(text).name());
        }
        return new NextHops(patterns);
    }

    /// Whether the destination or the host is meant. An MX record names the host, so whoever forges
    /// one decides this: fit for policies that demand something.
    public boolean include(NextHop hop) {
        return includeDestination(hop) || matches(hop.host());
    }

    /// Whether the destination is meant, or a host that was not learnt from an MX record: fit for
    /// policies that demand less than the next one would.
    public boolean includeSurely(NextHop hop) {
        return includeDestination(hop) || (!hop.mx() && matches(hop.host()));
    }

    /// One line for logs: `every destination`, or the patterns in order.
    @Override
    public String toString() {
        return patterns.isEmpty()
                ? "every destination"
                : String.join(", ", patterns.stream().sorted().toList());
    }

    private boolean includeDestination(NextHop hop) {
        return patterns.isEmpty() || matches(hop.destination());
    }

    private boolean matches(String name) {
        if (patterns.contains(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (patterns.contains(name.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    private static String subdomainsOf(String text) {
        var domain = Domain.parse(text.substring(1));
        if (domain.isLiteral()) {
            throw new IllegalArgumentException("an address has no sub-domains: " + text);
        }
        return domain.name();
    }
}
