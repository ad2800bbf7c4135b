package io.staffetta.tls.outbound.dane;

import org.xbill.DNS.Message;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between a resolver and a DNS server, UDP only, and changes what it likes.
final class DnsRelay implements AutoCloseable {

    /// What becomes of a response.
    interface Change {

        /// No response at all if empty.
        Optional<Message> change(Message query, Message response) throws Exception;
    }

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Change change;
    private final AtomicInteger queries = new AtomicInteger();

    private DnsRelay(DatagramSocket socket, InetSocketAddress server, Change change) {
        this.socket = socket;
        this.server = server;
        this.change = change;
    }

    static DnsRelay to(InetSocketAddress server, Change change) throws IOException {
        var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        var relay = new DnsRelay(socket, server, change);
        Thread.startVirtualThread(relay::serve);
        return relay;
    }

    /// As in settings.
    String server() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    int queries() {
        return queries.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[8192], 8192);
                socket.receive(packet);
                queries.incrementAndGet();
                var query = Arrays.copyOf(packet.getData(), packet.getLength());
                Thread.startVirtualThread(() -> relay(query, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void relay(byte[] query, SocketAddress client) {
        try (var upstream = new DatagramSocket()) {
            upstream.connect(server);
            upstream.setSoTimeout(10_000);
            upstream.send(new DatagramPacket(query, query.length));
            var packet = new DatagramPacket(new byte[8192], 8192);
            upstream.receive(packet);
            var response = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
            var changed = change.change(new Message(query), response);
            if (changed.isPresent()) {
                var octets = changed.get().toWire();
                socket.send(new DatagramPacket(octets, octets.length, client));
            }
        } catch (Exception e) {
            // The client gets no response.
        }
    }
}
