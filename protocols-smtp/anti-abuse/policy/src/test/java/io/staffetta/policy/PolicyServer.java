package io.staffetta.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A policy server that answers as it is told.
final class PolicyServer implements AutoCloseable {

    /// Stands for an answer that never comes.
    static final String SILENCE = "silence";

    /// Stands for a connection that ends.
    static final String DEATH = "death";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel channel;
    private final Function<String, String> script;

    private PolicyServer(ServerSocketChannel channel, Function<String, String> script) {
        this.channel = channel;
        this.script = script;
        Thread.ofVirtual().start(this::serve);
    }

    /// @param script the octets to answer a request with
    static PolicyServer raw(Function<String, String> script) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new PolicyServer(ServerSocketChannel.open().bind(address), script);
    }

    /// @param script the action for a value of `protocol_state`
    static PolicyServer acting(Function<String, String> script) throws IOException {
        return raw(request -> "action=" + script.apply(value(request, "protocol_state")) + "\n\n");
    }

    static PolicyServer unix(Path socket, String action) throws IOException {
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return new PolicyServer(
                channel.bind(UnixDomainSocketAddress.of(socket)), _ -> "action=" + action + "\n\n");
    }

    static String value(String request, String name) {
        return request.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /// The values an attribute had in all requests.
    List<String> values(String name) {
        return requests.stream().map(request -> value(request, name)).toList();
    }

    String endpoint() throws IOException {
        return channel.getLocalAddress() instanceof InetSocketAddress inet
                ? "inet:127.0.0.1:" + inet.getPort()
                : "unix:" + channel.getLocalAddress();
    }

    /// Closes the connections of now, and not the server.
    void hangUp() throws IOException {
        for (var connection : open) {
            connection.close();
        }
    }

    /// Says something on the connections of now, unasked.
    void say(String octets) throws IOException {
        for (var connection : open) {
            connection.write(ByteBuffer.wrap(octets.getBytes(UTF_8)));
        }
    }

    private void serve() {
        try {
            while (true) {
                var connection = channel.accept();
                connections.incrementAndGet();
                open.add(connection);
                Thread.ofVirtual().start(() -> converse(connection));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void converse(SocketChannel connection) {
        try (connection) {
            var in = Channels.newInputStream(connection);
            var request = new ByteArrayOutputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                request.write(octet);
                var text = request.toString(UTF_8);
                if (!text.endsWith("\n\n")) {
                    continue;
                }
                request.reset();
                requests.add(text);
                var answer = script.apply(text);
                if (answer.equals(DEATH)) {
                    return;
                }
                if (!answer.equals(SILENCE)) {
                    connection.write(
                            ByteBuffer.wrap(
                                    answer.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
                }
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        hangUp();
    }
}
