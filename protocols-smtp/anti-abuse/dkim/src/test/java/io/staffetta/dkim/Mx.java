package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestServer;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A server configured in XML, and a client that sends mail to it.
final class Mx implements AutoCloseable {

    final TestDns dns = TestDns.start();
    private final TestServer server;

    /// @param hooks the chain of both listeners
    Mx(String hooks) {
        var config =
                TestServer.DEFAULT_CONFIG
                        .replace(
                                "<auth>",
                                """
                                <dns><server>%s</server><deadline>2s</deadline></dns>
                                <listeners>
                                  <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" chain="in"/>
                                  <listener name="users" protocol="submission" bind="127.0.0.1:0" tls="clear" chain="in"/>
                                </listeners>
                                <chain name="in">%s</chain>
                                <auth>\
                                """
                                        .formatted(dns.server(), hooks))
                        .replace(
                                "<accounts use=\"memory\"/>",
                                "<accounts use=\"memory\"/><mechanism use=\"test-login\"/>");
        server =
                TestServer.start(
                        config,
                        PluginSource.of(new SmtpPlugin(), new DkimPlugin(), new TestLogin()),
                        options -> options);
        for (var account :
                List.of(
                        "ann@example.org",
                        "bob@example.org",
                        "ann@sub.example.org",
                        "eve@other.test")) {
            server.addAccount(account, "secret");
        }
    }

    /// The last reply to a message of a stranger.
    String send(String message) {
        return send("mx", "", "ann@elsewhere.test", message);
    }

    /// The last reply to a message.
    ///
    /// @param account empty for a stranger
    String send(String listener, String account, String sender, String message) {
        try (var socket =
                        new Socket(
                                InetAddress.getLoopbackAddress(),
                                server.address(listener).getPort());
                var in =
                        new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
            socket.setSoTimeout(20_000);
            reply(in);
            var commands = new ArrayList<>(List.of("EHLO client.test"));
            if (!account.isEmpty()) {
                byte[] name = account.getBytes(ISO_8859_1);
                commands.add("AUTH TEST " + Base64.getEncoder().encodeToString(name));
            }
            commands.add("MAIL FROM:<" + sender + ">");
            commands.add("RCPT TO:<bob@example.org>");
            commands.add("DATA");
            for (var command : commands) {
                var reply = command(socket, in, command);
                if (reply.charAt(0) > '3') {
                    throw new AssertionError(command + " → " + reply);
                }
            }
            return command(socket, in, message + ".");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The message that was delivered last.
    String delivered() {
        var out = new ByteArrayOutputStream();
        try {
            server.deliveries().getLast().content().transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(ISO_8859_1);
    }

    int deliveries() {
        return server.deliveries().size();
    }

    /// Whether a metric of that name with these labels was counted.
    boolean counted(String name, String... labels) {
        return server.server()
                .metrics()
                .lines()
                .anyMatch(line -> {
                    boolean all = line.contains(name);
                    for (var label : labels) {
                        all &= line.contains(label);
                    }
                    return all;
                });
    }

    @Override
    public void close() {
        server.close();
        dns.close();
    }

    private static String command(Socket socket, BufferedReader in, String line)
            throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
        return reply(in);
    }

    private static String reply(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }
}
