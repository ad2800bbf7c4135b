package io.staffetta.kernel.config;

import java.util.List;
import java.util.Optional;

/// TLS for all listeners, and for connections to other servers.
///
/// @param certificates where certificates come from; empty: the only source installed
/// @param outbound policies for connections to other servers, in the order they are asked
/// @param observers who is told how connections to other servers were secured
/// @param strength versions and cipher suites of listeners that say nothing themselves
/// @param expiry what is said of certificates that expire
public record TlsConfig(
        Optional<ComponentConfig> certificates,
        List<ComponentConfig> outbound,
        List<ComponentConfig> observers,
        TlsStrength strength,
        CertificateExpiry expiry) {}
