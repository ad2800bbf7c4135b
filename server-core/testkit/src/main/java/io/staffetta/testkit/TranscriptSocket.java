package io.staffetta.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A [TranscriptPeer] over TCP.
public final class TranscriptSocket implements TranscriptPeer {

    private static final int PATIENCE_MILLIS = 20_000;

    private Socket socket;
    private InputStream in;

    private TranscriptSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// Connects in clear.
    public static TranscriptSocket connect(InetSocketAddress server) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            return new TranscriptSocket(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Connects to a port of the loopback address in clear.
    public static TranscriptSocket connect(int port) throws IOException {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public void send(byte[] octets) throws IOException {
        var out = socket.getOutputStream();
        out.write(octets);
        out.flush();
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public void startTls() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnybody()}, null);
            var secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            socket,
                                            socket.getInetAddress().getHostAddress(),
                                            socket.getPort(),
                                            true);
            secured.startHandshake();
            socket = secured;
            in = new BufferedInputStream(secured.getInputStream());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class TrustAnybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
