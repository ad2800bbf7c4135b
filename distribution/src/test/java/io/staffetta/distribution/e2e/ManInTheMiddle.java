package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Somebody between a client that checks no certificate and the server: ends the client's TLS with
/// a certificate of its own, begins TLS with the server, and changes what the server says.
final class ManInTheMiddle implements AutoCloseable {

    private static final String STARTTLS = "STARTTLS\r\n";

    private final ServerSocket socket;
    private final InetSocketAddress server;
    private final SSLContext context;
    private final UnaryOperator<String> change;

    private ManInTheMiddle(
            ServerSocket socket,
            InetSocketAddress server,
            SSLContext context,
            UnaryOperator<String> change) {
        this.socket = socket;
        this.server = server;
        this.context = context;
        this.change = change;
    }

    /// Begins to listen.
    ///
    /// @param change what becomes of each line of the server
    static ManInTheMiddle before(InetSocketAddress server, UnaryOperator<String> change) {
        try {
            var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            var context = Certificate.of("mail.example.org").context();
            var man = new ManInTheMiddle(socket, server, context, change);
            Thread.ofVirtual().start(man::accept);
            return man;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (true) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> relay(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    /// In turns: SMTP is a dialogue, and nobody here pipelines.
    private void relay(Socket client) {
        try (var left = client;
                var right = new Socket(server.getAddress(), server.getPort())) {
            Socket near = left;
            Socket far = right;
            reply(far.getInputStream(), near.getOutputStream());
            while (true) {
                var line = line(near.getInputStream());
                if (line.isEmpty()) {
                    return;
                }
                write(far.getOutputStream(), line);
                reply(far.getInputStream(), near.getOutputStream());
                if (line.equalsIgnoreCase(STARTTLS)) {
                    near = secured(near, false);
                    far = secured(far, true);
                }
            }
        } catch (IOException e) {
            // One of them has hung up.
        }
    }

    private SSLSocket secured(Socket plain, boolean asClient) throws IOException {
        var tls =
                (SSLSocket)
                        context.getSocketFactory().createSocket(plain, "mail.example.org", 0, true);
        tls.setUseClientMode(asClient);
        tls.startHandshake();
        return tls;
    }

    private void reply(InputStream from, OutputStream to) throws IOException {
        String line;
        do {
            line = line(from);
            write(to, change.apply(line));
        } while (line.length() > 3 && line.charAt(3) == '-');
    }

    private static void write(OutputStream to, String line) throws IOException {
        to.write(line.getBytes(StandardCharsets.ISO_8859_1));
        to.flush();
    }

    /// With its end; empty when the connection ends.
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            line.append((char) octet);
            if (octet == '\n') {
                break;
            }
        }
        return line.toString();
    }
}
