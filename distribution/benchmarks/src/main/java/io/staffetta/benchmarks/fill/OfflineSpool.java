package io.staffetta.benchmarks.fill;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpooledMessage;
import io.staffetta.spool.log.LogSpool;
import io.staffetta.spool.log.LogSpoolSettings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The spool of a data folder that no server uses. Any thread may call it.
///
/// @param spool that has been started
public record OfflineSpool(LogSpool spool) implements AutoCloseable {

    private static final Duration FOREVER = Duration.ofMinutes(10);

    /// Opens it.
    ///
    /// @param data the server's data folder
    public static OfflineSpool open(Path data) throws IOException {
        var settings =
                new LogSpoolSettings(
                        Path.of("spool"),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Duration.ofSeconds(1),
                        FOREVER);
        var spool = new LogSpool(settings, new DataOnly(data), new NoMeters());
        spool.start();
        return new OfflineSpool(spool);
    }

    /// Stores a message durably.
    public SpooledMessage store(Envelope envelope, byte[] content) throws IOException {
        try (var draft = spool.draft()) {
            draft.write(content, 0, content.length);
            return spool.store(envelope, Optional.empty(), new byte[0], draft, 0);
        }
    }

    /// Says where the one recipient of a message stands.
    public void record(SpooledMessage message, RecipientProgress progress) throws IOException {
        spool.record(message.id(), Map.of(0, progress));
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }

    /// A bounce to one recipient.
    public static Envelope envelope(Mailbox recipient, Instant receivedAt) {
        return new Envelope(
                receivedAt,
                ReversePath.NULL,
                MailParameters.NONE,
                List.of(Recipient.of(recipient)),
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
