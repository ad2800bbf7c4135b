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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// A server that does one evil thing at one step of the conversation, until it is [cured][#cure].
final class HostilePeer implements AutoCloseable {

    /// When.
    enum Step {
        GREETING,
        EHLO,
        MAIL,
        RCPT,
        DATA,
        CONTENT,
        /// In place of the reply to STARTTLS, which is offered for it.
        STARTTLS,
        /// In place of the server's part of a TLS handshake; there is no cure.
        HANDSHAKE;

        static final Set<Step> IN_CLEAR = EnumSet.range(GREETING, CONTENT);
    }

    /// What.
    enum Deed {
        /// Closes the connection.
        DROP,
        /// Says nothing any more, but holds the connection.
        STALL,
        /// Sends a reply line that does not end.
        FLOOD,
        /// Sends a reply of lines without end.
        CONTINUE,
        /// Sends what is no reply.
        BABBLE,
        /// Sends a reply that does not belong here.
        LIE,
        /// Refuses for now, with a terminal's control sequences in the text.
        PAINT
    }

    private final ServerSocket socket;
    private final Step step;
    private final Deed deed;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();
    private volatile boolean cured;

    private HostilePeer(ServerSocket socket, Step step, Deed deed) {
        this.socket = socket;
        this.step = step;
        this.deed = deed;
    }

    static HostilePeer start(Step step, Deed deed) {
        try {
            var socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            var peer = new HostilePeer(socket, step, deed);
            Thread.ofVirtual().start(peer::accept);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a `<host>` of a route.
    String host() {
        return "[127.0.0.1]:" + socket.getLocalPort();
    }

    Deed deed() {
        return deed;
    }

    /// From now on it behaves.
    void cure() {
        cured = true;
    }

    /// The messages that it has taken without doing evil.
    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        over.countDown();
        try {
            socket.close();
            for (var each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed; the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            var out = client.getOutputStream();
            answer(Step.GREETING, "220 hostile.test", out);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                    case "EHLO", "HELO" -> answer(Step.EHLO, "250-hostile.test\r\n" + offer(), out);
                    case "STARTTLS" -> {
                        answer(Step.STARTTLS, "220 go on", out);
                        if (step == Step.HANDSHAKE) {
                            answer(Step.HANDSHAKE, "", out);
                        }
                    }
                    case "MAIL" -> answer(Step.MAIL, "250 ok", out);
                    case "RCPT" -> answer(Step.RCPT, "250 ok", out);
                    case "DATA" -> {
                        answer(Step.DATA, "354 go on", out);
                        var message = content(in);
                        answer(Step.CONTENT, "250 taken", out);
                        if (cured || !Step.IN_CLEAR.contains(step)) {
                            messages.add(message);
                        }
                    }
                    case "QUIT" -> {
                        say("221 bye\r\n", out);
                        return;
                    }
                    default -> say("250 ok\r\n", out);
                }
            }
        } catch (IOException e) {
            // The client has had enough, or we have.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String offer() {
        return Step.IN_CLEAR.contains(step) ? "250 PIPELINING" : "250 STARTTLS";
    }

    private void answer(Step now, String reply, OutputStream out)
            throws IOException, InterruptedException {
        if (cured || now != step) {
            say(reply + "\r\n", out);
            return;
        }
        switch (deed) {
            case DROP -> throw new IOException("dropped");
            case STALL -> over.await();
            case FLOOD -> repeat("250-" + "x".repeat(4096), "x".repeat(4096), out);
            case CONTINUE -> repeat("", "250-more\r\n".repeat(100), out);
            case BABBLE -> say("I will not tell you\r\n", out);
            case LIE -> say(now == Step.DATA ? "250 done\r\n" : "354 go on\r\n", out);
            case PAINT -> say("451 4.7.1 \u001b[2J\u0007\u0000red\u009b31m\r\n", out);
        }
        if (deed == Deed.LIE && now == Step.DATA) {
            over.await();
        }
    }

    private static void repeat(String first, String then, OutputStream out) throws IOException {
        say(first, out);
        while (true) {
            say(then, out);
        }
    }

    private static String content(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return text.toString();
            }
            text.append(line).append('\n');
        }
        throw new IOException("no end");
    }

    private static void say(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
