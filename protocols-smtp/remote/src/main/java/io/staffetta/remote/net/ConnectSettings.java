package io.staffetta.remote.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// The element `<connect>`: how connections to servers are made.
///
/// @param attemptDelay how long an address is tried alone before the next one is tried beside it
///   (RFC 8305 §5, "Connection Attempt Delay"); default 250ms
/// @param sourceIpv4 the address connections to IPv4 addresses come from; default the system's
///   choice
/// @param sourceIpv6 the same for IPv6
public record ConnectSettings(
        Duration attemptDelay, Optional<InetAddress> sourceIpv4, Optional<InetAddress> sourceIpv6) {

    /// Nothing set.
    public static final ConnectSettings DEFAULTS =
            new ConnectSettings(Duration.ofMillis(250), Optional.empty(), Optional.empty());

    public ConnectSettings {
        attemptDelay = Objects.requireNonNullElse(attemptDelay, Duration.ofMillis(250));
        if (attemptDelay.compareTo(Duration.ofMillis(10)) < 0
                || attemptDelay.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("attempt-delay must lie between 10ms and 1m");
        }
        if (sourceIpv4.isPresent() && !(sourceIpv4.get() instanceof Inet4Address)) {
            throw new IllegalArgumentException("source-ipv4 must be an IPv4 address");
        }
        if (sourceIpv6.isPresent() && !(sourceIpv6.get() instanceof Inet6Address)) {
            throw new IllegalArgumentException("source-ipv6 must be an IPv6 address");
        }
    }

    /// Where a connection to an address comes from; empty for the system's choice.
    Optional<InetAddress> sourceFor(InetAddress address) {
        return address instanceof Inet4Address ? sourceIpv4 : sourceIpv6;
    }
}
