package io.staffetta.kernel.config;

import java.util.List;
import java.util.Optional;

/// TLS for all listeners, and for connections to other servers.
///
/// @param certificates where certificates come from; empty: the only source installed
/// @param provider whose engine secures connections of clients; empty: the only one installed
/// @param outbound policies for connections to other servers, in the order they are asked
/// @param observers who is told how connections to other servers were secured
/// @param strength versions and cipher suites of listeners that say nothing themselves
/// @param expiry what is said of certificates that expire
public record TlsConfig(
        Optional<ComponentConfig> certificates,
        Optional<ComponentConfig> provider,
        List<ComponentConfig> outbound,
        List<ComponentConfig> observers,
        TlsStrength strength,
        CertificateExpiry expiry) {

    /// The provider that is no plugin: the Java run-time's own.
    public static final String JDK = "jdk";

    /// Whether the engine of the Java run-time is to be used, whatever is installed.
    public boolean jdkOnly() {
        return provider.filter(chosen -> chosen.use().equals(JDK)).isPresent();
    }
}
