package io.staffetta.distribution.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLSocket;

/// A server with STARTTLS that promises REQUIRETLS, which Postfix does not.
final class TlsPeer implements AutoCloseable {

    private final ServerSocket socket;
    private final Issued shown;
    private final String injected;
    private final Queue<String> mails = new ConcurrentLinkedQueue<>();

    private TlsPeer(ServerSocket socket, Issued shown, String injected) {
        this.socket = socket;
        this.shown = shown;
        this.injected = injected;
    }

    static TlsPeer start(String address, int port, Issued shown) {
        return start(address, port, shown, "");
    }

    /// @param injected what somebody on the way puts behind the reply to STARTTLS, in clear
    static TlsPeer start(String address, int port, Issued shown, String injected) {
        try {
            var socket = new ServerSocket(port, 10, InetAddress.ofLiteral(address));
            var peer = new TlsPeer(socket, shown, injected);
            Thread.ofVirtual().start(peer::accept);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The MAIL commands of messages that were taken.
    List<String> mails() {
        return List.copyOf(mails);
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
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed; the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            say(client, "220 peer.test");
            if (!converse(client, "STARTTLS")) {
                return;
            }
            var tls =
                    (SSLSocket)
                            shown.context().getSocketFactory().createSocket(client, "", 0, true);
            tls.setUseClientMode(false);
            converse(tls, "REQUIRETLS");
        } catch (IOException e) {
            // The client has had enough.
        }
    }

    /// Until QUIT, or until TLS is to begin.
    private boolean converse(Socket client, String offer) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(
                                client.getInputStream(), StandardCharsets.ISO_8859_1));
        var mail = "";
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                case "EHLO" -> say(client, "250-peer.test\r\n250 " + offer);
                case "STARTTLS" -> {
                    say(client, "220 go on" + injected);
                    return true;
                }
                case "MAIL" -> {
                    mail = line;
                    say(client, "250 ok");
                }
                case "DATA" -> {
                    say(client, "354 go on");
                    while (line != null && !line.equals(".")) {
                        line = in.readLine();
                    }
                    mails.add(mail);
                    say(client, "250 taken");
                }
                case "QUIT" -> {
                    say(client, "221 bye");
                    return false;
                }
                default -> say(client, "250 ok");
            }
        }
        return false;
    }

    private static void say(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
