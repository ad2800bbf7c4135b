package io.staffetta.kernel.session;

import io.staffetta.kernel.session.LoginRecord.Kind;
import io.staffetta.spi.Network;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// Forgets failed logins for the operator.
record Forgetting(Map<Kind, FailureCounts> counts) {

    /// @param who an IP address, a network, or what an account was called
    /// @param account the latter as it is counted
    /// @return whether there was anything to forget
    boolean forget(String who, String account) {
        boolean network = parse(who).map(this::network).orElse(false);
        return account(account) || network;
    }

    /// Whatever lies in a network, and the part that its clients have in the networks around it.
    private boolean network(Network meant) {
        boolean known = false;
        for (var client : of(Kind.CLIENT).all().keySet()) {
            var place = Network.parse(client);
            if (isIn(place, meant) || isIn(meant, place)) {
                var around = ClientPlace.of(place.base()).network();
                of(Kind.CLIENT)
                        .remove(client)
                        .ifPresent(count -> of(Kind.NETWORK).subtract(around, count));
                pairs(pair -> pair.startsWith(client + " "));
                known = true;
            }
        }
        for (var network : of(Kind.NETWORK).all().keySet()) {
            if (isIn(Network.parse(network), meant)) {
                of(Kind.NETWORK).remove(network);
                known = true;
            }
        }
        return known;
    }

    private boolean account(String account) {
        boolean pairs = pairs(pair -> pair.substring(pair.indexOf(' ') + 1).equals(account));
        return of(Kind.ACCOUNT).remove(account).isPresent() || pairs;
    }

    private boolean pairs(Predicate<String> meant) {
        boolean known = false;
        for (var pair : of(Kind.PAIR).all().keySet()) {
            if (meant.test(pair)) {
                of(Kind.PAIR).remove(pair);
                known = true;
            }
        }
        return known;
    }

    private FailureCounts of(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    private static boolean isIn(Network inner, Network outer) {
        return inner.prefix() >= outer.prefix() && outer.contains(inner.base());
    }

    private static Optional<Network> parse(String who) {
        try {
            return Optional.of(Network.parse(who));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
