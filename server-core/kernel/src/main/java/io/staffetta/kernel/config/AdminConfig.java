package io.staffetta.kernel.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The port for metrics, health and administration.
///
/// @param bind a loopback address; port 0 takes any free one
/// @param enabled whether it is opened
public record AdminConfig(InetSocketAddress bind, boolean enabled) {

    /// Default of `bind`.
    public static final InetSocketAddress DEFAULT_BIND =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8025);
}
