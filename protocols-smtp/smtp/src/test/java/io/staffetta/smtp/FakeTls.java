package io.staffetta.smtp;

import io.staffetta.spi.tls.TlsFacts;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Facts of a handshake.
record FakeTls(String protocol, String cipher) implements TlsFacts {

    FakeTls() {
        this("TLSv1.3", "TLS_AES_256_GCM_SHA384");
    }

    @Override
    public Optional<String> serverName() {
        return Optional.empty();
    }

    @Override
    public List<X509Certificate> clientCertificates() {
        return List.of();
    }

    @Override
    public boolean clientVerified() {
        return false;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.empty();
    }
}
