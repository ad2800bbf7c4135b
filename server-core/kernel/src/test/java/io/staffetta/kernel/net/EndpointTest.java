package io.staffetta.kernel.net;

import static io.staffetta.kernel.net.TestServer.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Bind;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class EndpointTest {

    @Test
    void acceptingGoesOnAfterErrors() throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var loops = new EventLoops(1);
                var server =
                        new TestServer(
                                Start.NEVER,
                                connection -> TestServer.say(connection, "220 ready\r\n"))) {
            var socket =
                    new ShakySocket(
                            ListeningSocket.open(new Bind.Tcp(address), TestServer.LIMITS, loops),
                            3);
            var endpoint =
                    new Endpoint(
                            socket,
                            TestServer.tcp("test", 0),
                            new Gateway(server, TestServer.LIMITS, new Connections()),
                            name -> new ListenerMeters(server.meters, name, () -> 0));
            endpoint.start();
            try (var client =
                    new Socket(
                            InetAddress.getLoopbackAddress(),
                            ((InetSocketAddress) socket.address()).getPort())) {
                assertThat(line(client)).isEqualTo("220 ready");
            } finally {
                endpoint.close();
            }
            assertThat(server.meters.count("net.accept.failures{listener=test}")).isEqualTo(3);
        }
    }

    /// Fails some times, as a process without free descriptors does.
    private record ShakySocket(ListeningSocket socket, AtomicInteger failures)
            implements ListeningSocket {

        ShakySocket(ListeningSocket socket, int failures) {
            this(socket, new AtomicInteger(failures));
        }

        @Override
        public void start(String name, Runnable acceptor) {
            socket.start(name, acceptor);
        }

        @Override
        public Wire accept() throws IOException {
            if (failures.getAndDecrement() > 0) {
                throw new SocketException("Too many open files");
            }
            return socket.accept();
        }

        @Override
        public SocketAddress address() {
            return socket.address();
        }

        @Override
        public void close(Duration patience) {
            socket.close(patience);
        }
    }
}
