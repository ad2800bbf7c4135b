package io.staffetta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// An SMTP client that a test leads line by line, behind a PROXY header that says who it is. What
/// goes wrong on the wire is an [AssertionError].
public final class SmtpTalk implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader in;

    private SmtpTalk(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /// Connects as a client of that IP address.
    public static SmtpTalk connect(InetSocketAddress server, String client) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server, PATIENCE_MILLIS);
            var talk = new SmtpTalk(socket);
            boolean v6 = client.indexOf(':') >= 0;
            talk.send(
                    "PROXY %s %s %s 40000 25"
                            .formatted(
                                    v6 ? "TCP6" : "TCP4",
                                    client,
                                    v6 ? "2001:db8::25" : "10.9.8.7"));
            return talk;
        } catch (IOException | RuntimeException | Error e) {
            socket.close();
            throw e;
        }
    }

    /// Sends a line and reads the reply to it.
    ///
    /// @return the reply with its codes, its lines separated by LF
    public String say(String line) {
        send(line);
        return reply();
    }

    /// Sends a line and does not wait.
    public void send(String line) {
        try {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError("cannot send " + line, e);
        }
    }

    /// Reads a reply, the banner for example; empty where the server has closed the connection.
    public String reply() {
        var reply = new StringBuilder();
        try {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                reply.append(line);
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return reply.toString();
                }
                reply.append('\n');
            }
            return "";
        } catch (IOException e) {
            throw new AssertionError("no reply", e);
        }
    }

    /// Reads the banner and says EHLO.
    public SmtpTalk greet(String name) {
        var banner = reply();
        var reply = say("EHLO " + name);
        if (!banner.startsWith("220") || !reply.startsWith("250")) {
            throw new AssertionError("not welcome: " + banner + "\n" + reply);
        }
        return this;
    }

    /// Logs in with `AUTH SAY-SO`; see [FilteredServer].
    public SmtpTalk login(String address) {
        var response = address.getBytes(StandardCharsets.UTF_8);
        var reply = say("AUTH SAY-SO " + Base64.getEncoder().encodeToString(response));
        if (!reply.startsWith("235")) {
            throw new AssertionError("not logged in: " + reply);
        }
        return this;
    }

    /// Says MAIL and RCPT; returns the reply to the latter, or to MAIL if that was refused.
    public String envelope(String from, String to) {
        var reply = say("MAIL FROM:<" + from + ">");
        return reply.startsWith("250") ? say("RCPT TO:<" + to + ">") : reply;
    }

    /// Says DATA and sends a message; returns the last reply.
    ///
    /// @param message with LF, without the final dot
    public String message(String message) {
        var reply = say("DATA");
        return reply.startsWith("354") ? say(message.replace("\n", "\r\n") + "\r\n.") : reply;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
