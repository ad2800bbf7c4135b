package io.staffetta.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.spi.MailPlugin;
import io.staffetta.testkit.TestServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A server with a chain, and a client of it.
final class Mta implements AutoCloseable {

    static final String SENDER = "bob@sender.example";

    final TestServer server;

    private Mta(TestServer server) {
        this.server = server;
        server.addAccount("ann@example.org", "secret");
    }

    /// @param chain the hooks as an operator writes them
    static Mta with(String chain, MailPlugin plugin) {
        return new Mta(TestServer.start(config(chain), new SmtpPlugin(), plugin));
    }

    static String config(String chain) {
        return """
        <staffetta hostname="mx.test.example">
          <domains><domain>example.org</domain></domains>
          <listeners>
            <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" chain="in"/>
          </listeners>
          <auth><accounts use="memory"/></auth>
          <chain name="in">%s</chain>
          <routes><route domain="local" use="recording"/></routes>
          <storage><spool use="memory"/></storage>
          <queue use="memory"/>
          <admin enabled="false"/>
        </staffetta>
        """
                .formatted(chain);
    }

    /// Sends a message and returns the reply to its end.
    ///
    /// @param message lines ended by LF
    String send(String message) throws IOException {
        return send("MAIL FROM:<" + SENDER + ">", message);
    }

    String send(String mail, String message) throws IOException {
        try (var client = new Client(server.address("mx"))) {
            client.say("EHLO client.example", mail, "RCPT TO:<ann@example.org>", "DATA");
            return client.say(message.replace("\n", "\r\n") + "\r\n.");
        }
    }

    boolean hasDelivered() {
        return !server.deliveries().isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;

        Client(InetSocketAddress address) throws IOException {
            socket.connect(address);
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            reply();
        }

        String say(String... lines) throws IOException {
            var reply = "";
            for (var line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
                reply = reply();
            }
            return reply;
        }

        private String reply() throws IOException {
            var line = in.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            return line == null ? "" : line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
