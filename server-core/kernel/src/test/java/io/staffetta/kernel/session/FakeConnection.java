package io.staffetta.kernel.session;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connection of which only the facts matter.
final class FakeConnection implements Connection {

    static final TlsFacts TLS =
            new TlsFacts() {
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
            };

    TlsTerms terms =
            new TlsTerms(
                    TlsTerms.Start.STARTTLS,
                    TlsTerms.Required.NOTHING,
                    TlsTerms.ClientCertificate.NONE);
    Optional<TlsFacts> tls = Optional.empty();
    SocketAddress remote = new InetSocketAddress("192.0.2.7", 40_000);

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public SocketAddress local() {
        return new InetSocketAddress("192.0.2.1", 25);
    }

    @Override
    public TlsTerms tlsTerms() {
        return terms;
    }

    @Override
    public Optional<TlsFacts> tls() {
        return tls;
    }

    @Override
    public int read(byte[] octets, int offset, int length, Duration timeout, boolean idle) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] octets, int offset, int length, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startTls(Duration timeout) {
        tls = Optional.of(TLS);
    }
}
