package io.staffetta.benchmarks.micro;

import io.staffetta.benchmarks.fill.OfflineSpool;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpooledMessage;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// Appends a message of 4 KiB durably, and forgets it. The spool lies where `java.io.tmpdir` says.
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpoolBenchmark {

    private static final byte[] CONTENT = new byte[4096];
    private static final int CROWD = 64;

    private final Mailbox recipient = new Mailbox("user", Domain.parse("sink.test"));
    private final Instant now = Instant.now();
    private final RecipientProgress delivered =
            new RecipientProgress(RecipientProgress.State.DELIVERED, 1, now, "250 ok");
    private Optional<Path> folder = Optional.empty();
    private Optional<OfflineSpool> spool = Optional.empty();

    /// Opens a spool in a new folder.
    @Setup
    public final void open() throws IOException {
        var data = Files.createTempDirectory("spool-benchmark");
        folder = Optional.of(data);
        spool = Optional.of(OfflineSpool.open(data));
    }

    /// Takes it away.
    @TearDown
    public final void close() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
        }
        if (folder.isPresent()) {
            try (var paths = Files.walk(folder.get())) {
                for (var path :
                        (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(path);
                }
            }
        }
    }

    /// One thread: an fsync for each message.
    @Benchmark
    @Threads(1)
    public SpooledMessage alone() throws IOException {
        return append();
    }

    /// 64 threads, which share fsyncs.
    @Benchmark
    @Threads(CROWD)
    public SpooledMessage crowd() throws IOException {
        return append();
    }

    private SpooledMessage append() throws IOException {
        var open = spool.orElseThrow();
        var stored = open.store(OfflineSpool.envelope(recipient, now), CONTENT);
        open.record(stored, delivered);
        return stored;
    }
}
