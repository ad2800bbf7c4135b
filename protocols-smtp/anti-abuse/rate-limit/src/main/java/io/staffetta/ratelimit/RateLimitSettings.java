package io.staffetta.ratelimit;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/// Settings of the hook `rate-limit`.
///
/// @param limits asked in this order, those of sessions first; at least one
/// @param exemptNetworks clients no limit is for
/// @param exemptAccounts accounts no limit is for, as their store names them
/// @param localNetworks clients that are local, beside this machine
/// @param ipv4Prefix bits of the network of an IPv4 client; 24 by default
/// @param ipv6Prefix bits of the network of an IPv6 client; 64 by default
/// @param saveInterval how often what was counted is saved; 10 s by default
/// @param maxKeys buckets of one limit that are kept in memory; 100000 by default
/// @param help what is appended to each reply, such as a URL; nothing by default
public record RateLimitSettings(
        List<LimitSettings> limits,
        List<Network> exemptNetworks,
        List<String> exemptAccounts,
        List<Network> localNetworks,
        int ipv4Prefix,
        int ipv6Prefix,
        Duration saveInterval,
        int maxKeys,
        String help) {

    // What the configuration leaves out arrives as null or zero.
    public RateLimitSettings {
        limits = limits == null ? List.of() : List.copyOf(limits);
        exemptNetworks = exemptNetworks == null ? List.of() : List.copyOf(exemptNetworks);
        exemptAccounts = exemptAccounts == null ? List.of() : List.copyOf(exemptAccounts);
        localNetworks = localNetworks == null ? List.of() : List.copyOf(localNetworks);
        ipv4Prefix = ipv4Prefix == 0 ? 24 : ipv4Prefix;
        ipv6Prefix = ipv6Prefix == 0 ? 64 : ipv6Prefix;
        saveInterval = saveInterval == null ? Duration.ofSeconds(10) : saveInterval;
        maxKeys = maxKeys == 0 ? 100_000 : maxKeys;
        help = help == null ? "" : help;

        require(!limits.isEmpty(), "needs at least one <limit>");
        require(ipv4Prefix >= 1 && ipv4Prefix <= 32, "ipv4-prefix must lie between 1 and 32");
        require(ipv6Prefix >= 1 && ipv6Prefix <= 128, "ipv6-prefix must lie between 1 and 128");
        require(saveInterval.isPositive(), "save-interval must be more than zero");
        require(maxKeys > 0, "max-keys must be positive");
        var names = new HashSet<String>();
        for (var limit : limits) {
            require(
                    names.add(limit.name()),
                    "two limits are called '%s': give one another <name>".formatted(limit.name()));
        }
    }

    /// Entries of the state store.
    int maxEntries() {
        return (int) Math.min((long) maxKeys * limits.size(), Integer.MAX_VALUE);
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
