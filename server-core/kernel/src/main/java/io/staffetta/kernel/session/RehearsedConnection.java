package io.staffetta.kernel.session;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A connection that nobody made. Nothing comes and goes on it. Used by one thread.
final class RehearsedConnection implements Connection {

    private final SocketAddress remote;
    private final SocketAddress local;
    private final TlsTerms tlsTerms;
    private boolean secure;

    RehearsedConnection(SocketAddress remote, SocketAddress local, TlsTerms tlsTerms) {
        this.remote = remote;
        this.local = local;
        this.tlsTerms = tlsTerms;
    }

    /// What a client of today gets that shows no certificate.
    private enum AssumedTls implements TlsFacts {
        ASSUMED;

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
    }

    @Override
    public SocketAddress remote() {
        return remote;
    }

    @Override
    public SocketAddress local() {
        return local;
    }

    @Override
    public TlsTerms tlsTerms() {
        return tlsTerms;
    }

    @Override
    public Optional<TlsFacts> tls() {
        return secure ? Optional.of(AssumedTls.ASSUMED) : Optional.empty();
    }

    /// A handshake that succeeds.
    void secure() {
        secure = true;
    }

    @Override
    public int read(byte[] octets, int offset, int length, Duration timeout, boolean idle) {
        return -1;
    }

    @Override
    public void write(byte[] octets, int offset, int length, Duration timeout) throws IOException {
        throw new IOException("nobody listens");
    }

    @Override
    public void pause(Duration time) {}

    @Override
    public void startTls(Duration timeout) throws IOException {
        throw new IOException("nobody listens");
    }
}
