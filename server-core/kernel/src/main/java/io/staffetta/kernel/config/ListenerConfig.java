package io.staffetta.kernel.config;

import io.staffetta.spi.Network;
import io.staffetta.spi.protocol.Protocol;

import java.util.List;
import java.util.Optional;

/// One listener.
///
/// @param name unique
/// @param protocol name of a protocol offer
/// @param bind where it listens
/// @param tls which TLS policy, with its settings; from the `tls` attribute or a `<tls>` child
/// @param tlsStrength what it says of TLS versions and cipher suites; see [TlsStrength#over]
/// @param chain name of the hook chain; empty for none
/// @param auth overrides what the protocol says of AUTH
/// @param authInClear whether mechanisms that expose the password are served without TLS
/// @param mechanisms names of the SASL mechanisms it serves, as in `<mechanism use>`; empty: all
/// @param proxyFrom networks whose PROXY headers are demanded and believed; empty: no PROXY
///   protocol
/// @param maxConnections connections at once, more than zero
/// @param maxConnectionsPerClient connections at once from one address, more than zero
/// @param settings child elements, for the protocol
public record ListenerConfig(
        String name,
        String protocol,
        Bind bind,
        ComponentConfig tls,
        TlsStrength tlsStrength,
        String chain,
        Optional<Protocol.AuthUse> auth,
        boolean authInClear,
        List<String> mechanisms,
        List<Network> proxyFrom,
        int maxConnections,
        int maxConnectionsPerClient,
        SettingsTree settings) {

    /// Default of `tls`.
    public static final String DEFAULT_TLS = "none";

    /// Default of `max-connections`.
    public static final int DEFAULT_MAX_CONNECTIONS = 10_000;

    /// Default of `max-connections-per-client`; Postfix' `smtpd_client_connection_count_limit`.
    public static final int DEFAULT_MAX_CONNECTIONS_PER_CLIENT = 50;

    /// Whether it serves a mechanism, by the name in `<mechanism use>`.
    public boolean serves(String mechanism) {
        return mechanisms.isEmpty() || mechanisms.contains(mechanism);
    }

    ListenerConfig withoutChain() {
        return new ListenerConfig(
                name,
                protocol,
                bind,
                tls,
                tlsStrength,
                "",
                auth,
                authInClear,
                mechanisms,
                proxyFrom,
                maxConnections,
                maxConnectionsPerClient,
                settings);
    }
}
