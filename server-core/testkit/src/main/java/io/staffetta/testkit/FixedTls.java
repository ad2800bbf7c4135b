package io.staffetta.testkit;

import io.staffetta.spi.tls.TlsFacts;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// TLS as a test wants it, without a connection.
///
/// @param clientCertificates the client's chain; empty for none
/// @param clientVerified whether it was verified
/// @param channelBindings channel binding data by type
public record FixedTls(
        List<X509Certificate> clientCertificates,
        boolean clientVerified,
        Map<String, byte[]> channelBindings)
        implements TlsFacts {

    public FixedTls {
        clientCertificates = List.copyOf(clientCertificates);
        channelBindings = Map.copyOf(channelBindings);
    }

    /// A client that shows no certificate.
    public static FixedTls bound(Map<String, byte[]> channelBindings) {
        return new FixedTls(List.of(), false, channelBindings);
    }

    /// A client whose certificate was verified.
    public static FixedTls certified(X509Certificate certificate) {
        return new FixedTls(List.of(certificate), true, Map.of());
    }

    @Override
    public String protocol() {
        return "TLSv1.3";
    }

    @Override
    public String cipher() {
        return "TLS_AES_256_GCM_SHA384";
    }

    @Override
    public Optional<String> serverName() {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.ofNullable(channelBindings.get(type)).map(byte[]::clone);
    }
}
