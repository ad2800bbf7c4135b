package io.staffetta.spi.host;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The clients that are not served for a while; injected. Operators see and change it with
/// `staffetta bans`. Only a hook that asks it makes anything of it. Used by many threads.
public interface BanList {

    /// A ban.
    ///
    /// @param network who, such as `192.0.2.1/32` or `2001:db8::/64`
    /// @param reason one line
    record Ban(String network, String reason, Instant since, Instant until) {}

    /// Bans a client: its address, or its /64 with IPv6. Does nothing for a client that is exempt:
    /// trusted proxies of any listener, and the networks of `<bans>`. A ban that ends later stays.
    ///
    /// @param time more than zero
    /// @return the ban in force; empty if the client is exempt
    Optional<Ban> ban(InetAddress client, String reason, Duration time);

    /// The ban that holds for a client now; never one for a client that is exempt.
    Optional<Ban> find(InetAddress client);

    /// Whether a client can not be banned.
    boolean isExempt(InetAddress client);
}
