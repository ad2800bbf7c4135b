package io.staffetta.kernel.config;

import java.util.List;
import java.util.Optional;

/// TLS for all listeners, and for connections to other servers.
///
/// @param certificates where certificates come from; empty: the only source installed
/// @param outbound policies for connections to other servers, in the order they are asked
/// @param observers who is told how connections to other servers were secured
/// @param protocols enabled versions, `TLSv1.3` and `TLSv1.2` by default, nothing older
/// @param ciphers enabled cipher suites; empty: the safe ones of the JDK
public record TlsConfig(
        Optional<ComponentConfig> certificates,
        List<ComponentConfig> outbound,
        List<ComponentConfig> observers,
        List<String> protocols,
        List<String> ciphers) {

    /// Default of `protocols`.
    public static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
}
