package io.staffetta.kernel.net;

import static io.staffetta.kernel.net.TestServer.hear;
import static io.staffetta.kernel.net.TestServer.line;
import static io.staffetta.kernel.net.TestServer.listener;
import static io.staffetta.kernel.net.TestServer.say;
import static io.staffetta.kernel.net.TestServer.send;
import static io.staffetta.kernel.net.TestServer.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.TlsStrength;
import io.staffetta.spi.Network;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.ServerStoppingException;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class ListenersTest {

    private static final Bind ANY_PORT =
            new Bind.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    @Test
    void servesEachConnectionInANamedVirtualThread() throws Exception {
        try (var server = new TestServer(Start.NEVER, ListenersTest::nameThread).open();
                var one = server.connect();
                var two = server.connect()) {
            assertThat(List.of(line(one), line(two)))
                    .containsExactlyInAnyOrder("test-1 true", "test-2 true");
            assertThat(server.meters.count("net.connections.accepted{listener=test}")).isEqualTo(2);
        }
    }

    @Test
    void aFullListenerSaysSo() throws Exception {
        var config = listener("test", ANY_PORT, List.of(), 1, 100);
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo).open(List.of(config))) {
            try (var first = server.connect();
                    var second = server.connect()) {
                assertThat(line(second))
                        .isEqualTo("421 4.7.0 Too many connections, try again later");
                assertThat(line(second)).isEqualTo("<end>");
                assertThat(server.meters.gauge("net.connections.active{listener=test}"))
                        .isBetween(1L, 2L);
                send(first, "still served\n");
                assertThat(line(first)).isEqualTo("still served");
            }
            assertThat(
                            server.meters.count(
                                    "net.connections.refused{listener=test, reason=listener-full}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aClientWithTooManyConnectionsIsToldAndForgottenLater() throws Exception {
        var config = listener("test", ANY_PORT, List.of(), 100, 1);
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo).open(List.of(config))) {
            try (var first = server.connect()) {
                send(first, "hello\n");
                assertThat(line(first)).isEqualTo("hello");
                try (var second = server.connect()) {
                    assertThat(line(second)).startsWith("421 4.7.0 Too many connections from");
                }
            }
            assertThat(server.ends.take()).isEqualTo("done");
            server.listeners.drain(TestServer.LONG);
        }
        var counts = new ClientCounts();
        var client = new InetSocketAddress("192.0.2.1", 1);
        assertThat(counts.enter(client, 1)).isTrue();
        assertThat(counts.enter(client, 1)).isFalse();
        counts.leave(client);
        assertThat(counts.size()).isZero();
    }

    @Test
    void aPortInUseIsOneClearLineAndChangesNothing() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = new TestServer(Start.NEVER, ListenersTest::echo).open()) {
            int port = server.port();
            assertThatThrownBy(() ->
                            server.listeners.prepare(
                                    List.of(tcp("new", 0), tcp("mx", taken.getLocalPort()))))
                    .isInstanceOf(BindFailure.class)
                    .hasMessage(
                            "listener 'mx' cannot listen on 127.0.0.1:%d:"
                                    + " the port is in use by another program",
                            taken.getLocalPort());
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.listeners.boundAddresses()).containsOnlyKeys("test");
        }
    }

    @Test
    void everyFailingListenerIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = new TestServer(Start.NEVER, ListenersTest::echo)) {
            int port = taken.getLocalPort();
            var elsewhere =
                    listener(
                            "elsewhere",
                            new Bind.Tcp(new InetSocketAddress("192.0.2.1", 0)),
                            List.of(),
                            1,
                            1);
            assertThatThrownBy(() -> server.listeners.prepare(List.of(tcp("mx", port), elsewhere)))
                    .isInstanceOfSatisfying(
                            BindFailure.class,
                            failure ->
                                    assertThat(failure.problems())
                                            .hasSize(2)
                                            .anyMatch(line ->
                                                    line.endsWith(
                                                            "this machine does not have"
                                                                    + " that address")));
        }
    }

    @Test
    void aReloadKeepsUnchangedSocketsAndTheirConnections() throws Exception {
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo)) {
            server.open(List.of(tcp("kept", 0), tcp("removed", 0)));
            int kept = server.port("kept");
            int removed = server.port("removed");
            try (var onKept = server.connect("kept");
                    var onRemoved = server.connect("removed")) {
                send(onRemoved, "one\n");
                assertThat(line(onRemoved)).isEqualTo("one");

                server.open(List.of(tcp("added", 0), tcp("kept", 0)));

                assertThat(server.port("kept")).isEqualTo(kept);
                assertThat(server.listeners.boundAddress("removed")).isEmpty();
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), removed))
                        .isInstanceOf(ConnectException.class);
                for (var socket : List.of(onKept, onRemoved)) {
                    send(socket, "two\n");
                    assertThat(line(socket)).isEqualTo("two");
                }
                try (var onAdded = server.connect("added")) {
                    send(onAdded, "three\n");
                    assertThat(line(onAdded)).isEqualTo("three");
                }
            }
        }
    }

    @Test
    void aRenamedListenerKeepsItsPort() throws Exception {
        try (var server = new TestServer(Start.NEVER, ListenersTest::nameThread)) {
            int port = freePort();
            server.open(List.of(tcp("old", port)));
            server.open(List.of(tcp("new", port)));
            try (var client = server.connect("new")) {
                assertThat(line(client)).isEqualTo("new-1 true");
            }
        }
    }

    @Test
    void anUncommittedChangeClosesWhatItOpened() throws Exception {
        int port = freePort();
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo)) {
            server.listeners.prepare(List.of(tcp("mx", port))).close();
            server.open(List.of(tcp("mx", port)));
            assertThat(server.port("mx")).isEqualTo(port);
        }
    }

    @Test
    void drainWakesIdleConnectionsWhichCanStillBeWrittenTo() throws Exception {
        try (var server = new TestServer(Start.NEVER, ListenersTest::untilStop).open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("220 ready");

            assertThat(server.listeners.drain(TestServer.LONG)).isZero();

            assertThat(line(client)).isEqualTo("421 stopping");
            assertThat(line(client)).isEqualTo("<end>");
            assertThat(server.listeners.connections()).isZero();
        }
    }

    /// Stops in the midst of lively clients: each gets its 421, whatever it was just doing.
    @Test
    void drainLosesNoFinalReply() throws Exception {
        int clients = 50;
        var lively = new CountDownLatch(clients);
        try (var server = new TestServer(Start.NEVER, ListenersTest::echoUntilStop).open();
                var threads = Executors.newCachedThreadPool()) {
            var last = new ArrayList<Future<String>>();
            for (int i = 0; i < clients; i++) {
                var socket = server.connect();
                last.add(threads.submit(() -> talkUntilTheEnd(socket, lively)));
            }
            assertThat(lively.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(server.listeners.drain(TestServer.LONG)).isZero();

            for (var reply : last) {
                assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo("421 stopping");
            }
        }
    }

    private static String talkUntilTheEnd(Socket socket, CountDownLatch lively) throws IOException {
        try (socket) {
            for (int i = 0; ; i++) {
                send(socket, "noop\n");
                var reply = line(socket);
                if (!reply.equals("noop")) {
                    return reply;
                }
                if (i == 10) {
                    lively.countDown();
                }
            }
        }
    }

    private static void echoUntilStop(Connection connection) throws IOException {
        try {
            for (var heard = hear(connection, true);
                    !heard.equals("<end>");
                    heard = hear(connection, true)) {
                say(connection, heard + "\r\n");
            }
        } catch (ServerStoppingException e) {
            say(connection, "421 stopping\r\n");
        }
    }

    @Test
    void drainLetsARunningTransactionFinish() throws Exception {
        var draining = new CountDownLatch(1);
        try (var server =
                        new TestServer(
                                        Start.NEVER,
                                        connection -> {
                                            say(connection, "354 go\r\n");
                                            var data = hear(connection);
                                            say(connection, "250 " + data + "\r\n");
                                            untilStop(connection);
                                        })
                                .open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("354 go");
            var drained =
                    Thread.ofVirtual()
                            .start(() -> {
                                draining.countDown();
                                server.listeners.drain(TestServer.LONG);
                            });
            assertThat(draining.await(20, TimeUnit.SECONDS)).isTrue();
            while (!server.listeners.isDraining()) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                Thread.onSpinWait();
            }
            send(client, "content\n");

            assertThat(line(client)).isEqualTo("250 content");
            assertThat(line(client)).isEqualTo("220 ready");
            assertThat(line(client)).isEqualTo("421 stopping");
            client.shutdownOutput();
            assertThat(drained.join(TestServer.LONG)).isTrue();
        }
    }

    @Test
    void drainCutsWhatDoesNotEnd() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.NEVER,
                                        connection -> {
                                            say(connection, "354 go\r\n");
                                            hear(connection);
                                        })
                                .open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("354 go");

            assertThat(server.listeners.drain(Duration.ofMillis(50))).isEqualTo(1);

            assertThat(server.ends.take()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aReadThatTimesOutLeavesTheConnectionUsable() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.NEVER,
                                        connection -> {
                                            try {
                                                connection.read(
                                                        new byte[1],
                                                        0,
                                                        1,
                                                        Duration.ofMillis(30),
                                                        true);
                                            } catch (SocketTimeoutException e) {
                                                say(connection, "220 quiet client\r\n");
                                            }
                                            echo(connection);
                                        })
                                .open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("220 quiet client");
            send(client, "hello\n");
            assertThat(line(client)).isEqualTo("hello");
        }
    }

    @Test
    void aClientThatDoesNotReadIsCut() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.NEVER,
                                        connection -> {
                                            var much = new byte[32 << 20];
                                            connection.write(
                                                    much, 0, much.length, Duration.ofMillis(100));
                                        })
                                .open();
                var client = server.connect()) {
            assertThat(server.ends.take())
                    .isInstanceOfSatisfying(
                            IOException.class,
                            e -> assertThat(e).hasMessage("the client did not read in time"));
            assertThat(client.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "QUIT"})
    void theLastReplySurvivesWhatTheClientSentBehind(DisconnectReason reason) throws Exception {
        try (var server =
                        new TestServer(
                                        Start.NEVER,
                                        connection -> {
                                            connection.read(
                                                    new byte[1], 0, 1, TestServer.LONG, false);
                                            say(connection, "521 5.5.2 bare newline\r\n");
                                        })
                                .open();
                var client = server.connect()) {
            server.end = reason;
            send(client, "x".repeat(100_000));
            assertThat(line(client)).isEqualTo("521 5.5.2 bare newline");
            assertThat(line(client)).isEqualTo("<end>");
        }
    }

    @Test
    void whoTookItsLeaveIsNotWaitedFor() throws Exception {
        var clear = new TlsTerms(Start.NEVER, Required.NOTHING, ClientCertificate.NONE);
        try (var server =
                        new TestServer(
                                        TestServer.limits(TestServer.LONG),
                                        clear,
                                        TlsStrength.DEFAULT,
                                        connection -> say(connection, hear(connection) + "\r\n"))
                                .open();
                var client = server.connect()) {
            server.end = DisconnectReason.QUIT;
            send(client, "QUIT\n");
            assertThat(line(client)).isEqualTo("QUIT");
            assertThat(line(client)).isEqualTo("<end>");

            // Longer than closing takes, shorter than the wait for this client, who does not close.
            assertThat(server.listeners.drain(TestServer.LONG.dividedBy(2))).isZero();
        }
    }

    @Test
    void aProxySpeaksForItsClients() throws Exception {
        try (var server = proxied("127.0.0.0/8");
                var proxy = server.connect()) {
            send(proxy, "PROXY TCP4 192.0.2.9 198.51.100.7 56324 25\r\nEHLO me\r\n");
            assertThat(line(proxy)).isEqualTo("/192.0.2.9:56324 /198.51.100.7:25 EHLO me");
        }
    }

    @Test
    void aProxyThatSendsNoHeaderIsRefused() throws Exception {
        try (var server = proxied("127.0.0.0/8");
                var rude = server.connect();
                var silent = server.connect()) {
            send(rude, "EHLO me\r\n");
            assertThat(line(rude)).isEqualTo("421 4.3.0 No valid PROXY header");
            assertThat(line(silent)).isEqualTo("<end>");
        }
    }

    @Test
    void aHeaderThatNeverEndsIsRefused() throws Exception {
        try (var server = proxied("127.0.0.0/8");
                var proxy = server.connect()) {
            send(proxy, "\r\n\r\n\0\r\nQUIT\n!\u0011\u00ff\u00ff" + "\0".repeat(4080));
            assertThat(line(proxy)).isEqualTo("421 4.3.0 No valid PROXY header");
        }
    }

    @Test
    void whoIsNoTrustedProxyIsRefused() throws Exception {
        try (var server = proxied("192.0.2.0/24");
                var client = server.connect()) {
            send(client, "PROXY TCP4 192.0.2.9 198.51.100.7 56324 25\r\n");
            assertThat(line(client)).isEqualTo("554 5.7.1 This port is for proxies only");
            assertThat(
                            server.meters.count(
                                    "net.connections.refused{listener=test, reason=not-a-proxy}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void clientsBehindAProxyAreCountedOneByOne() throws Exception {
        var config = listener("test", ANY_PORT, List.of(Network.parse("127.0.0.1")), 100, 1);
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo).open(List.of(config));
                var one = server.connect();
                var two = server.connect();
                var again = server.connect()) {
            send(one, "PROXY TCP4 192.0.2.1 198.51.100.7 1 25\r\nhello\n");
            assertThat(line(one)).isEqualTo("hello");
            send(two, "PROXY TCP4 192.0.2.2 198.51.100.7 1 25\r\nhello\n");
            assertThat(line(two)).isEqualTo("hello");
            send(again, "PROXY TCP4 192.0.2.2 198.51.100.7 2 25\r\nhello\n");
            assertThat(line(again)).startsWith("421 4.7.0");
        }
    }

    private static TestServer proxied(String network) throws BindFailure {
        var config = listener("test", ANY_PORT, List.of(Network.parse(network)), 100, 100);
        return new TestServer(
                        Start.NEVER,
                        connection -> {
                            var heard = hear(connection);
                            say(
                                    connection,
                                    "%s %s %s\r\n"
                                            .formatted(
                                                    connection.remote(),
                                                    connection.local(),
                                                    heard));
                        })
                .open(List.of(config));
    }

    static void echo(Connection connection) throws IOException {
        for (var heard = hear(connection); !heard.equals("<end>"); heard = hear(connection)) {
            say(connection, heard + "\r\n");
        }
    }

    static void untilStop(Connection connection) throws IOException {
        say(connection, "220 ready\r\n");
        try {
            hear(connection, true);
        } catch (ServerStoppingException e) {
            say(connection, "421 stopping\r\n");
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void nameThread(Connection connection) throws IOException {
        var thread = Thread.currentThread();
        say(connection, thread.getName() + " " + thread.isVirtual() + "\r\n");
    }
}
