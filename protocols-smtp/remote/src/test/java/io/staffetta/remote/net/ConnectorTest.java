package io.staffetta.remote.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.remote.dns.MailHost;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

class ConnectorTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Connector connector = new Connector(ConnectSettings.DEFAULTS);

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 50, LOOPBACK);
    }

    private static InetSocketAddress addressOf(ServerSocket server) {
        return new InetSocketAddress(LOOPBACK, server.getLocalPort());
    }

    private static InetSocketAddress refused() throws IOException {
        try (var server = server()) {
            return addressOf(server);
        }
    }

    /// A server whose queue of connections is full lets further ones hang.
    private static final class Stuck implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
        private final List<Socket> fillers = new ArrayList<>();

        Stuck() throws IOException {
            boolean full = false;
            while (!full && fillers.size() < 20) {
                var filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(addressOf(server), 200);
                } catch (IOException e) {
                    full = true;
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (var filler : fillers) {
                filler.close();
            }
            server.close();
        }
    }

    @Test
    void connects() throws IOException {
        try (var server = server();
                var connected = connector.connect(LOOPBACK, server.getLocalPort(), LONG);
                var peer = server.accept()) {
            assertThat(connected.remote()).isEqualTo(addressOf(server));
            assertThat(connected.socket().getTcpNoDelay()).isTrue();
            assertThat(connected.socket().getKeepAlive()).isTrue();
            connected.socket().getOutputStream().write('x');
            assertThat(peer.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void walksTheAddressesOfAHost() throws IOException {
        try (var server = server()) {
            var host =
                    new MailHost(
                            "mx.example.org",
                            server.getLocalPort(),
                            10,
                            true,
                            List.of(InetAddress.ofLiteral("127.0.0.2"), LOOPBACK));

            try (var connected = connector.connect(host, LONG)) {
                assertThat(connected.remote().getAddress()).isEqualTo(LOOPBACK);
            }
        }
    }

    @Test
    void anAddressThatFailsMakesRoomAtOnce() throws IOException {
        var patient =
                new Connector(
                        new ConnectSettings(
                                Duration.ofSeconds(50), Optional.empty(), Optional.empty()));
        try (var server = server();
                var connected = patient.connect(List.of(refused(), addressOf(server)), LONG)) {
            assertThat(connected.remote()).isEqualTo(addressOf(server));
        }
    }

    @Test
    void anAddressThatHangsIsOvertaken() throws IOException {
        try (var stuck = new Stuck();
                var server = server();
                var connected =
                        connector.connect(
                                List.of(addressOf(stuck.server), addressOf(server)), LONG)) {
            assertThat(connected.remote()).isEqualTo(addressOf(server));
        }
    }

    @Test
    void whoLosesIsClosed() throws Exception {
        try (var first = server();
                var second = server()) {
            var quick =
                    new Connector(
                            new ConnectSettings(
                                    Duration.ofMillis(10), Optional.empty(), Optional.empty()));
            for (int i = 0; i < 50; i++) {
                var addresses = List.of(addressOf(first), addressOf(second));
                try (var connected = quick.connect(addresses, LONG)) {
                    assertThat(connected.socket().isClosed()).isFalse();
                }
            }
            second.setSoTimeout(1);
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    try (var loser = second.accept()) {
                                        assertThat(loser.getInputStream().read()).isEqualTo(-1);
                                    }
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void everyAddressIsExplainedWhenNoneAnswers() throws IOException {
        var one = refused();
        var two = refused();

        assertThatThrownBy(() -> connector.connect(List.of(one, two, one), LONG))
                .isInstanceOfSatisfying(
                        ConnectFailure.class,
                        failure -> assertThat(failure.status()).hasToString("4.4.1"))
                .hasMessage(
                        "[127.0.0.1]:%d: Connection refused; [127.0.0.1]:%d: Connection refused",
                        one.getPort(), two.getPort());
    }

    @Test
    void theLimitEndsAllAttempts() throws IOException {
        try (var stuck = new Stuck()) {
            var address = addressOf(stuck.server);

            assertThatThrownBy(() -> connector.connect(List.of(address), Duration.ofMillis(100)))
                    .isInstanceOf(ConnectFailure.class)
                    .hasMessage("[127.0.0.1]:%d: timed out", address.getPort());
        }
    }

    @Test
    void anInterruptEndsAllAttempts() throws Exception {
        try (var stuck = new Stuck()) {
            var begun = new CountDownLatch(1);
            var thrown = new AtomicReference<Throwable>();
            var interrupted = new AtomicReference<Boolean>();
            var thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                begun.countDown();
                                try {
                                    connector.connect(List.of(addressOf(stuck.server)), LONG);
                                } catch (IOException e) {
                                    thrown.set(e);
                                }
                                interrupted.set(Thread.currentThread().isInterrupted());
                            });
            begun.await();
            thread.interrupt();

            thread.join();
            assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
            assertThat(interrupted.get()).isTrue();
        }
    }

    @Test
    void theSourceAddressIsTheOperators() throws IOException {
        var source = InetAddress.ofLiteral("127.0.0.42");
        var bound =
                new Connector(
                        new ConnectSettings(
                                Duration.ofSeconds(1), Optional.of(source), Optional.empty()));
        try (var server = server();
                var connected = bound.connect(LOOPBACK, server.getLocalPort(), LONG);
                var peer = server.accept()) {
            assertThat(connected.socket().getLocalAddress()).isEqualTo(source);
            assertThat(peer.getInetAddress()).isEqualTo(source);
        }
    }

    @Test
    void aSourceAddressThatIsNotOursIsExplained() throws IOException {
        var bound =
                new Connector(
                        new ConnectSettings(
                                Duration.ofSeconds(1),
                                Optional.of(InetAddress.ofLiteral("203.0.113.9")),
                                Optional.empty()));
        try (var server = server()) {
            assertThatThrownBy(() -> bound.connect(LOOPBACK, server.getLocalPort(), LONG))
                    .isInstanceOf(ConnectFailure.class)
                    .hasMessageContaining("assign requested address");
        }
    }

    @Test
    void settingsAreChecked() {
        var six = Optional.of(InetAddress.ofLiteral("::1"));
        var four = Optional.of(LOOPBACK);
        var delay = Duration.ofMillis(250);

        assertThatThrownBy(() -> new ConnectSettings(delay, six, Optional.empty()))
                .hasMessageStartingWith("source-ipv4 ");
        assertThatThrownBy(() -> new ConnectSettings(delay, Optional.empty(), four))
                .hasMessageStartingWith("source-ipv6 ");
        assertThatThrownBy(() -> new ConnectSettings(Duration.ZERO, four, six))
                .hasMessageStartingWith("attempt-delay ");
    }
}
