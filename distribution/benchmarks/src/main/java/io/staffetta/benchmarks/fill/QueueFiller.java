package io.staffetta.benchmarks.fill;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.spool.RecipientProgress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/// Writes deferred messages into the spool of a data folder, through the spool itself. No server
/// may be using the folder.
public final class QueueFiller {

    private static final int THREADS = 256;
    private static final int DOMAINS = 1000;
    private static final byte[] CONTENT =
            "Subject: queued\r\n\r\nThis one waits.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final OfflineSpool spool;
    private final Instant now = Instant.now();
    private final RecipientProgress deferred =
            new RecipientProgress(
                    RecipientProgress.State.QUEUED,
                    1,
                    now.plus(Duration.ofDays(1)),
                    "451 4.4.1 not now");

    private QueueFiller(OfflineSpool spool) {
        this.spool = spool;
    }

    /// Stores messages that were tried once and are due in a day, for 1,000 domains.
    ///
    /// @param data the server's data folder
    /// @throws IOException if it could not store them all
    public static void fill(Path data, int messages) throws IOException {
        try (var spool = OfflineSpool.open(data)) {
            new QueueFiller(spool).store(messages);
        }
    }

    private void store(int messages) throws IOException {
        var failures = new ConcurrentLinkedQueue<IOException>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                threads.execute(() -> {
                    try {
                        for (int i = first; i < messages; i += THREADS) {
                            storeOne(i);
                        }
                    } catch (IOException e) {
                        failures.add(e);
                    }
                });
            }
        }
        var failure = failures.peek();
        if (failure != null) {
            throw failure;
        }
    }

    private void storeOne(int number) throws IOException {
        var recipient =
                new Mailbox("user" + number, Domain.parse("queued" + number % DOMAINS + ".test"));
        spool.record(spool.store(OfflineSpool.envelope(recipient, now), CONTENT), deferred);
    }
}
