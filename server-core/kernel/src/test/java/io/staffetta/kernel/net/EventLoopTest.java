package io.staffetta.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.staffetta.spi.host.Threads;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// Where sessions run, and what they start.
class EventLoopTest {

    private static final byte[] SERVED = "served".getBytes(US_ASCII);

    private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

    @Test
    void sessionsRunOnTheLoopsInTurn() throws Exception {
        try (var server =
                new TestServer(Start.NEVER, _ -> threads.add(carrier(Thread.currentThread())))
                        .open()) {
            for (int i = 0; i < 4; i++) {
                var client = server.connect();
                assertEquals(-1, client.getInputStream().read());
                client.close();
            }
        }
        assertEquals(
                List.of("connections-1", "connections-2", "connections-1", "connections-2"),
                List.copyOf(threads));
    }

    @Test
    void whatIsStartedForBlockingWorkKeepsNoLoopBusy() throws Exception {
        var release = new CountDownLatch(1);
        try (var server =
                new TestServer(
                                Start.NEVER,
                                _ ->
                                        Threads.virtual()
                                                .start(() -> {
                                                    threads.add(carrier(Thread.currentThread()));
                                                    // As code does that computes without end.
                                                    while (release.getCount() > 0) {
                                                        Thread.onSpinWait();
                                                    }
                                                }))
                        .open()) {
            // More than there are loops: the third is served by the first.
            for (int i = 0; i < 3; i++) {
                var client = server.connect();
                assertEquals(-1, client.getInputStream().read());
                client.close();
            }
        }
        release.countDown();
        for (int i = 0; i < 3; i++) {
            assertTrue(threads.take().startsWith("ForkJoinPool"));
        }
    }

    @Test
    void sessionsThatComputeWithoutEndKeepNoOtherWaiting() throws Exception {
        var busy = new Semaphore(0);
        var release = new CountDownLatch(1);
        try (var server =
                new TestServer(
                                Start.NEVER,
                                connection -> {
                                    if (TestServer.hear(connection).startsWith("loop")) {
                                        busy.release();
                                        while (release.getCount() > 0) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                    TestServer.say(connection, "served");
                                })
                        .open()) {
            var computing = List.of(server.connect(), server.connect(), server.connect());
            for (var client : computing) {
                client.getOutputStream().write("loop\r\n".getBytes(US_ASCII));
                busy.acquire();
            }
            for (int i = 0; i < 4; i++) {
                try (var client = server.connect()) {
                    client.getOutputStream().write("please\r\n".getBytes(US_ASCII));
                    assertThat(client.getInputStream().readAllBytes()).isEqualTo(SERVED);
                }
            }
            release.countDown();
            for (var client : computing) {
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(SERVED);
                client.close();
            }
        }
    }

    private static String carrier(Thread thread) {
        var text = thread.toString();
        return text.substring(text.indexOf('@') + 1);
    }
}
