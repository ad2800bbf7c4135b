package io.staffetta.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/// Speaks SMTP line by line.
final class SmtpClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    static final String MESSAGE =
            """
            Subject: one
            X-Test: a
            X-Test: b
             folded

            Hello
            World
            """
                    .replace("\n", "\r\n");

    private final Socket socket;
    private final BufferedReader in;
    private final String banner;

    private SmtpClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        this.banner = reply();
    }

    static SmtpClient connect(InetSocketAddress address) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new SmtpClient(socket);
    }

    String banner() {
        return banner;
    }

    /// The reply to a command; lines are joined by `/`. Empty if the server has closed.
    String say(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    /// Says all up to the recipients, which must be accepted.
    SmtpClient envelope(String... recipients) throws IOException {
        say("EHLO client.example");
        require(say("MAIL FROM:<sender@client.example>"));
        for (var recipient : recipients) {
            require(say("RCPT TO:<" + recipient + ">"));
        }
        return this;
    }

    /// The reply to a message.
    String message(String content) throws IOException {
        var go = say("DATA");
        if (!go.startsWith("354")) {
            return go;
        }
        send(content.replace("\r\n.", "\r\n..") + ".\r\n");
        return reply();
    }

    /// The reply to a whole transaction: the first that is not positive, or the last.
    String mail(String content) throws IOException {
        for (var line :
                new String[] {
                    "EHLO client.example",
                    "MAIL FROM:<sender@client.example>",
                    "RCPT TO:<user@example.org>"
                }) {
            var reply = say(line);
            if (!reply.startsWith("2")) {
                return reply;
            }
        }
        return message(content);
    }

    private void send(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (SocketException e) {
            // The server has closed: the reply tells.
        }
    }

    private String reply() throws IOException {
        var reply = new StringBuilder();
        try {
            while (true) {
                var line = in.readLine();
                if (line == null) {
                    return reply.toString();
                }
                reply.append(reply.isEmpty() ? "" : "/").append(line);
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return reply.toString();
                }
            }
        } catch (SocketException e) {
            return reply.toString();
        }
    }

    private static void require(String reply) {
        if (!reply.startsWith("2")) {
            throw new AssertionError(reply);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
