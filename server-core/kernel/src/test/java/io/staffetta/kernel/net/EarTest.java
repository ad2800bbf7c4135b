package io.staffetta.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.protocol.ServerStoppingException;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class EarTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static String readLine(Connection connection) throws IOException {
        var line = new StringBuilder();
        var one = new byte[1];
        while (connection.read(one, 0, 1, LONG, true) > 0 && one[0] != '\n') {
            line.append((char) one[0]);
        }
        return line.toString();
    }

    private static void say(Connection connection, String text) throws IOException {
        var octets = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        connection.write(octets, 0, octets.length, LONG);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        int octet;
        while ((octet = socket.getInputStream().read()) >= 0 && octet != '\n') {
            line.append((char) octet);
        }
        return line.toString();
    }

    private static boolean listen(Connection connection, Duration patience) {
        try {
            return connection.talksWithin(patience);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAnEarlyTalkerSaysIsNotLost() throws Exception {
        TestServer.Conversation conversation =
                connection -> {
                    boolean early = listen(connection, LONG);
                    boolean again = listen(connection, LONG);
                    say(connection, early + " " + again + " " + readLine(connection));
                    say(connection, "later " + listen(connection, LONG) + readLine(connection));
                };
        try (var server = new TestServer(Start.NEVER, conversation).open();
                var client = server.connect()) {
            send(client, "EHLO early\n");
            assertThat(line(client)).isEqualTo("true true EHLO early");
            send(client, "QUIT\n");
            assertThat(line(client)).isEqualTo("later falseQUIT");
        }
    }

    @Test
    void whoWaitsForTheBannerIsNoEarlyTalker() throws Exception {
        TestServer.Conversation conversation =
                connection -> {
                    say(connection, "early: " + listen(connection, SHORT));
                    say(connection, readLine(connection));
                };
        try (var server = new TestServer(Start.NEVER, conversation).open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("early: false");
            send(client, "EHLO patient\n");
            assertThat(line(client)).isEqualTo("EHLO patient");
        }
    }

    @Test
    void aWaitThatWasAbandonedTakesNothingAway() throws Exception {
        TestServer.Conversation conversation =
                connection -> {
                    var interrupted = new AtomicBoolean();
                    var begun = new CountDownLatch(1);
                    var hook =
                            Thread.startVirtualThread(() -> {
                                begun.countDown();
                                try {
                                    connection.talksWithin(LONG);
                                } catch (InterruptedException e) {
                                    interrupted.set(true);
                                }
                            });
                    join(begun, hook);
                    say(connection, "interrupted: " + interrupted);
                    say(connection, readLine(connection));
                };
        try (var server = new TestServer(Start.NEVER, conversation).open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("interrupted: true");
            send(client, "EHLO patient\n");
            assertThat(line(client)).isEqualTo("EHLO patient");
        }
    }

    private static void join(CountDownLatch begun, Thread hook) {
        try {
            begun.await();
            hook.interrupt();
            hook.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStopOfTheServerEndsListeningAndPauses() throws Exception {
        var under = new CountDownLatch(2);
        TestServer.Conversation listener =
                connection -> {
                    under.countDown();
                    say(connection, "early: " + listen(connection, LONG));
                    try {
                        readLine(connection);
                    } catch (ServerStoppingException e) {
                        say(connection, "stopping");
                    }
                };
        TestServer.Conversation sleeper =
                connection -> {
                    under.countDown();
                    try {
                        connection.pause(LONG);
                        say(connection, "awake");
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                };
        try (var first = new TestServer(Start.NEVER, listener).open();
                var second = new TestServer(Start.NEVER, sleeper).open();
                var one = first.connect();
                var two = second.connect()) {
            under.await();
            var stop =
                    new FutureTask<>(() -> {
                        first.listeners.drain(TestServer.LONG);
                        return second.listeners.drain(TestServer.LONG);
                    });
            Thread.startVirtualThread(stop);
            assertThat(line(one)).isEqualTo("early: false");
            assertThat(line(one)).isEqualTo("stopping");
            assertThat(line(two)).isEqualTo("awake");
            stop.get();
        }
    }

    @Test
    void aPauseTakesItsTime() throws Exception {
        TestServer.Conversation conversation =
                connection -> {
                    long begun = System.nanoTime();
                    try {
                        connection.pause(SHORT);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    long taken = System.nanoTime() - begun;
                    say(connection, "long enough: " + (taken >= SHORT.toNanos()));
                };
        try (var server = new TestServer(Start.NEVER, conversation).open();
                var client = server.connect()) {
            assertThat(line(client)).isEqualTo("long enough: true");
        }
    }
}
