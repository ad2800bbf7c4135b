package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.Attempt;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a message costs that is delivered right after it was stored.
class RelayCostTest {

    private static final int MANY = 50;
    private static final int SIZE = 3_000;
    private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");

    /// Progress is not put on stable storage by itself while the test runs.
    private static final LogSpoolSettings SETTINGS =
            new LogSpoolSettings(
                    null, 0, 0, 0, 0, 0, 1, 0, 0, 0, Duration.ofHours(1), Duration.ofMinutes(1));

    @TempDir private Path directory;
    private CountingDisk disk;
    private LogSpool spool;

    @BeforeEach
    void start() throws IOException {
        disk = new CountingDisk(FileDisk.open(directory.resolve("spool")));
        spool = new LogSpool(SETTINGS, () -> disk, new CountingMeters());
        spool.start();
        // The first message makes the segment.
        relay(stored());
        disk.reads().set(0);
        disk.forces().set(0);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    @Test
    void itIsNotReadFromDisk() throws Exception {
        for (int i = 0; i < MANY; i++) {
            var message = stored();
            try (var content = message.content().open()) {
                assertThat(content.readAllBytes()).hasSize(SIZE);
            }
            relay(message);
        }
        assertThat(disk.reads()).hasValue(0);
        assertThat(spool.status().messages()).isZero();
    }

    @Test
    void onlyItsAcceptanceIsPutOnStableStorage() throws Exception {
        for (int i = 0; i < MANY; i++) {
            relay(stored());
        }
        assertThat(disk.forces()).hasValue(MANY);
    }

    /// A header and no more, whatever the server replied.
    @Test
    void itsEndIsOneSmallRecord() throws Exception {
        var messages = new SpooledMessage[MANY];
        for (int i = 0; i < MANY; i++) {
            messages[i] = stored();
        }
        disk.written().set(0);
        for (var message : messages) {
            relay(message);
        }
        // What is stored next takes everything along.
        stored();
        var next = RecordHeader.recordSize(SIZE + 1_000);
        assertThat(disk.written().get())
                .isBetween((long) MANY * RecordHeader.SIZE, (long) MANY * RecordHeader.SIZE + next);
    }

    private SpooledMessage stored() throws IOException {
        var envelope =
                new Envelope(
                        T0,
                        ReversePath.parse("sender@example.org"),
                        MailParameters.NONE,
                        List.of(Recipient.of(Mailbox.parse("a@example.net"))),
                        new Envelope.Origin("mx", "192.0.2.1", "example.org", Optional.empty()));
        return store(spool, envelope, new byte[SIZE]);
    }

    private void relay(SpooledMessage message) {
        var reply = "250 2.0.0 Ok: queued as 4XyZ " + "x".repeat(100);
        var done =
                new RecipientProgress(
                        State.DELIVERED, 1, T0, reply, List.of(new Attempt(T0, reply)), false);
        spool.record(message.id(), Map.of(0, done));
    }
}
