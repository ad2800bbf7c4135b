package io.staffetta.kernel.config;

import io.staffetta.spi.Network;

import java.util.List;

/// Whom nobody bans, and how many may be banned; element `<bans>`, kebab-case children.
///
/// @param exempt networks that are never banned, beside the trusted proxies of the listeners
/// @param maxBans the most bans at once; those that end first go
public record BanConfig(List<Network> exempt, int maxBans) {

    /// What holds where nothing is configured.
    public static final BanConfig DEFAULTS =
            new BanConfig(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")), 100_000);

    public BanConfig {
        exempt = List.copyOf(exempt);
        if (maxBans < 1) {
            throw new IllegalArgumentException("max-bans must be at least 1");
        }
    }
}
