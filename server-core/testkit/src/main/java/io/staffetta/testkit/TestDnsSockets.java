package io.staffetta.testkit;

import org.xbill.DNS.Message;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sockets of a [TestDns].
final class TestDnsSockets implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int ATTEMPTS = 20;

    private final TestDnsResponder responder;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    TestDnsSockets(TestDnsResponder responder) throws IOException {
        this.responder = responder;
        var pair = bind(ATTEMPTS);
        tcp = pair.tcp();
        udp = pair.udp();
        Thread.ofVirtual().name("test-dns-udp").start(this::serveUdp);
        Thread.ofVirtual().name("test-dns-tcp").start(this::serveTcp);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, udp.getLocalPort());
    }

    @Override
    public void close() {
        udp.close();
        close(tcp);
        clients.forEach(TestDnsSockets::close);
    }

    /// A port that is free for TCP may be taken for UDP.
    private static Pair bind(int attempts) throws IOException {
        var tcp = new ServerSocket(0, 50, LOOPBACK);
        try {
            return new Pair(tcp, new DatagramSocket(tcp.getLocalPort(), LOOPBACK));
        } catch (BindException e) {
            tcp.close();
            if (attempts == 1) {
                throw e;
            }
            return bind(attempts - 1);
        }
    }

    private void serveUdp() {
        var buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                var query = new Message(ByteBuffer.wrap(buffer, 0, packet.getLength()));
                for (var octets : responder.overUdp(query)) {
                    udp.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or not a query, or the client has gone: the next one may be better.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                var client = tcp.accept();
                clients.add(client);
                Thread.ofVirtual().name("test-dns-client").start(() -> serve(client));
            } catch (IOException e) {
                // As above.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(client.getInputStream());
            var query = new Message(in.readNBytes(in.readUnsignedShort()));
            var answer = responder.overTcp(query);
            if (answer.length > 0) {
                var framed =
                        ByteBuffer.allocate(2 + answer.length)
                                .putShort((short) answer.length)
                                .put(answer)
                                .array();
                boolean stalls = responder.stalls(query);
                client.getOutputStream().write(framed, 0, stalls ? 3 : framed.length);
                if (stalls) {
                    in.read();
                }
            }
        } catch (IOException e) {
            // The client has gone.
        } finally {
            clients.remove(client);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Pair(ServerSocket tcp, DatagramSocket udp) {}
}
