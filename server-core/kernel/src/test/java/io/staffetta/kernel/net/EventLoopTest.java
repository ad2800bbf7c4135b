package io.staffetta.kernel.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.staffetta.spi.host.Threads;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// Where sessions run, and what they start.
class EventLoopTest {

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

    private static String carrier(Thread thread) {
        var text = thread.toString();
        return text.substring(text.indexOf('@') + 1);
    }
}
