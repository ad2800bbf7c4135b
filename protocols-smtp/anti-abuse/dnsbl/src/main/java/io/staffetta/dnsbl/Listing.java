package io.staffetta.dnsbl;

import io.staffetta.dnsbl.ListSettings.Trust;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Somebody is on a list.
///
/// @param list which one
/// @param subject whom it lists, as clients read it
/// @param question the name that was asked
/// @param codes the return codes that count
record Listing(DnsList list, String subject, String question, List<InetAddress> codes) {

    int weight() {
        return list.weight();
    }

    /// The codes, as text.
    String shownCodes() {
        return codes.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(","));
    }

    /// How much the list trusts whom it lists; empty unless it is one of the good.
    Optional<Trust> trust() {
        if (list.trust().isPresent() || list.weight() >= 0) {
            return list.trust();
        }
        int last = codes.stream().mapToInt(code -> code.getAddress()[3]).max().orElse(0);
        var all = Trust.values();
        return Optional.of(last >= 0 && last < all.length ? all[last] : Trust.NONE);
    }

    String shownTrust() {
        return trust().map(trust -> trust.name().toLowerCase(Locale.ROOT)).orElse("none");
    }

    @Override
    public String toString() {
        return "%s: %s (%s)".formatted(subject, list.name(), shownCodes());
    }
}
