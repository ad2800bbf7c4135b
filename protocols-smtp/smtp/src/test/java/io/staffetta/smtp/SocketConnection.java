package io.staffetta.smtp;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A connection over a real socket, without what the kernel adds.
final class SocketConnection implements Connection {

    private final TlsTerms terms;
    private final SSLContext context;
    private Socket socket;
    private Optional<TlsFacts> tls = Optional.empty();

    SocketConnection(Socket socket, TlsTerms terms, SSLContext context) {
        this.socket = socket;
        this.terms = terms;
        this.context = context;
    }

    @Override
    public SocketAddress remote() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress local() {
        return socket.getLocalSocketAddress();
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
    public int read(byte[] octets, int offset, int length, Duration timeout, boolean idle)
            throws IOException {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, timeout.toMillis())));
        return socket.getInputStream().read(octets, offset, length);
    }

    @Override
    public void write(byte[] octets, int offset, int length, Duration timeout) throws IOException {
        socket.getOutputStream().write(octets, offset, length);
    }

    @Override
    public void startTls(Duration timeout) throws IOException {
        var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        secured.setUseClientMode(false);
        secured.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        secured.startHandshake();
        socket = secured;
        tls =
                Optional.of(
                        new FakeTls(
                                secured.getSession().getProtocol(),
                                secured.getSession().getCipherSuite()));
    }
}
