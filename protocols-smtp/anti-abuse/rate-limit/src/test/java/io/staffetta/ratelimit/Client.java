package io.staffetta.ratelimit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client behind a proxy, so that it may have any address.
final class Client implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final String banner;

    Client(InetSocketAddress server, String address) {
        try {
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setSoTimeout(20_000);
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean six = address.indexOf(':') >= 0;
            write(
                    "PROXY %s %s %s 40000 25"
                            .formatted(
                                    six ? "TCP6" : "TCP4",
                                    address,
                                    six ? "2001:db8::25" : "192.0.2.25"));
            banner = reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first reply of the server.
    String banner() {
        return banner;
    }

    /// Says a line and returns the last line of the reply; empty if the server went away.
    String say(String line) {
        try {
            write(line);
            return reply();
        } catch (IOException e) {
            return "";
        }
    }

    /// Sends a message that is too dull to be refused; returns the reply to its end.
    String data() {
        var reply = say("DATA");
        return reply.startsWith("354") ? say("Subject: test\r\n\r\ntext\r\n.") : reply;
    }

    /// Goes away without a word.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private String reply() throws IOException {
        String line;
        do {
            line = in.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return line == null ? "" : line;
    }
}
