package io.staffetta.policy;

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
        server.addAccount("carl@example.org", "secret");
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

    /// A fresh connection.
    Client client() throws IOException {
        return new Client(server.address("mx"));
    }

    /// The reply to RCPT of a fresh connection.
    String rcpt(String recipient) throws IOException {
        try (var client = client()) {
            return client.say(
                    "EHLO client.example",
                    "MAIL FROM:<" + SENDER + ">",
                    "RCPT TO:<" + recipient + ">");
        }
    }

    /// The reply to a whole message of a fresh connection.
    String send() throws IOException {
        try (var client = client()) {
            return client.say(
                    "EHLO client.example",
                    "MAIL FROM:<" + SENDER + ">",
                    "RCPT TO:<ann@example.org>",
                    "DATA",
                    "From: bob@sender.example\r\n\r\nText\r\n.");
        }
    }

    boolean hasDelivered() {
        return !server.deliveries().isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }

    /// A client.
    static final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;
        final String greeting;

        Client(InetSocketAddress address) throws IOException {
            socket.connect(address);
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            greeting = reply();
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
