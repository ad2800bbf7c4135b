package io.staffetta.benchmarks.fill;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spool.log.LogSpool;
import io.staffetta.spool.log.LogSpoolSettings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/// Writes deferred messages into the spool of a data folder, through the spool itself. No server
/// may be using the folder.
public final class QueueFiller {

    private static final int THREADS = 64;
    private static final int DOMAINS = 1000;
    private static final Duration FOREVER = Duration.ofMinutes(10);
    private static final byte[] CONTENT =
            "Subject: queued\r\n\r\nThis one waits.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Spool spool;
    private final Instant now = Instant.now();

    private QueueFiller(Spool spool) {
        this.spool = spool;
    }

    /// Stores messages that were tried once and are due in a day, for 1,000 domains.
    ///
    /// @param data the server's data folder
    /// @throws IOException if it could not store them all
    public static void fill(Path data, int messages) throws IOException {
        var spool = new LogSpool(defaults(), new DataOnly(data), new NoMeters());
        try {
            spool.start();
            new QueueFiller(spool).store(messages);
        } finally {
            spool.close();
        }
    }

    private static LogSpoolSettings defaults() {
        return new LogSpoolSettings(
                Path.of("spool"), 0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ofSeconds(1), FOREVER);
    }

    private void store(int messages) throws IOException {
        var failures = new ConcurrentLinkedQueue<IOException>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                threads.execute(() -> {
                    try {
                        for (int i = first; i < messages; i += THREADS) {
                            store(spool, i);
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

    private void store(Spool to, int number) throws IOException {
        try (var draft = to.draft()) {
            draft.write(CONTENT, 0, CONTENT.length);
            var stored = to.store(envelope(number), Optional.empty(), new byte[0], draft, 0);
            var deferred =
                    new RecipientProgress(
                            RecipientProgress.State.QUEUED,
                            1,
                            now.plus(Duration.ofDays(1)),
                            "451 4.4.1 not now");
            to.record(stored.id(), Map.of(0, deferred));
        }
    }

    private Envelope envelope(int number) {
        var mailbox =
                new Mailbox("user" + number, Domain.parse("queued" + number % DOMAINS + ".test"));
        return new Envelope(
                now,
                ReversePath.NULL,
                MailParameters.NONE,
                List.of(Recipient.of(mailbox)),
                new Envelope.Origin("benchmark", "127.0.0.1", "client.test", Optional.empty()));
    }

    private record DataOnly(Path data) implements Server {
        @Override
        public String hostname() {
            return "benchmark.test";
        }

        @Override
        public String version() {
            return "benchmark";
        }

        @Override
        public Path configuration() {
            return data;
        }
    }
}
