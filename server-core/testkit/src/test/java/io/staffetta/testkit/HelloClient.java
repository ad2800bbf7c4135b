package io.staffetta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Speaks with [HelloProtocol].
final class HelloClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    HelloClient(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// The next line, or `(end)`.
    String hear() throws IOException {
        var line = in.readLine();
        return line == null ? "(end)" : line;
    }

    String ask(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        return hear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
