package io.staffetta.kernel;

import io.staffetta.kernel.net.ServerTls;
import io.staffetta.kernel.session.SessionPolicy;
import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.tls.TlsPolicy;

import java.util.Optional;

/// What one listener does with its connections in one generation.
///
/// @param name of the listener
/// @param protocol speaks with the clients
/// @param loader context class loader of the protocol
/// @param tls its TLS policy
/// @param serverTls its context; empty if there are no certificates
/// @param policy what holds for its sessions
record ListenerService(
        String name,
        Protocol protocol,
        ClassLoader loader,
        TlsPolicy tls,
        Optional<ServerTls> serverTls,
        SessionPolicy policy) {}
