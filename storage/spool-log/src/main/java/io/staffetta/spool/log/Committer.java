package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The one thread that writes the log. It writes whatever queued up while the previous fsync ran;
/// there is no artificial delay.
final class Committer {

    private static final Logger log = LoggerFactory.getLogger(Committer.class);
    private static final long COPY_QUOTA = 512 * 1024;

    private final Inbox inbox;
    private final LogWriter writer;
    private final Segments segments;
    private final Compaction compaction;
    private final Index index;
    private final Space space;
    private final LogSpoolSettings settings;
    private @Nullable Thread thread;

    Committer(
            Inbox inbox,
            LogWriter writer,
            Segments segments,
            Compaction compaction,
            Index index,
            Space space,
            LogSpoolSettings settings) {
        this.inbox = inbox;
        this.writer = writer;
        this.segments = segments;
        this.compaction = compaction;
        this.index = index;
        this.space = space;
        this.settings = settings;
    }

    void start() {
        thread = Thread.ofPlatform().name("spool-log").daemon().start(this::run);
    }

    /// Writes what is queued and ends.
    void close() throws IOException {
        inbox.close();
        var running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(settings.deadline())) {
                throw new IOException("the spool's disk does not answer; closing it anyway");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while closing the spool", e);
        }
    }

    private void run() {
        try {
            commitUntilClosed();
            writer.stop(List.of(), new IOException("the spool is closed"));
        } catch (RuntimeException | Error e) {
            log.atError()
                    .setCause(e)
                    .log("spool: internal error, nothing can be stored until a restart");
            inbox.close();
            var cause = new IOException("the spool has stopped after an internal error", e);
            writer.stop(inbox.take(0), cause);
        } finally {
            compaction.reset();
        }
    }

    private void commitUntilClosed() {
        boolean busy = true;
        long behindSince = System.nanoTime();
        while (true) {
            boolean closing = inbox.isClosed();
            boolean wasBehind = writer.isBehind();
            var records = inbox.take(busy ? 0 : patience(behindSince));
            boolean due = wasBehind && patience(behindSince) <= 0;
            writer.write(records);
            busy = compact();
            if (closing) {
                writer.write(List.of(Append.Note.closed()));
            }
            writer.finish(due || closing);
            segments.sum();
            busy |= retire();
            if (closing) {
                return;
            }
            if (due || !wasBehind) {
                behindSince = System.nanoTime();
            }
        }
    }

    private long patience(long behindSince) {
        if (!writer.isBehind()) {
            return Duration.ofMinutes(1).toNanos();
        }
        return behindSince + settings.progressSync().toNanos() - System.nanoTime();
    }

    // Returns whether there is more to do.
    private boolean compact() {
        if (!compaction.isWanted()) {
            return false;
        }
        var copies = compaction.next(COPY_QUOTA);
        if (!copies.isEmpty()) {
            writer.write(copies);
        }
        return !copies.isEmpty();
    }

    // Returns whether a segment could go.
    private boolean retire() {
        boolean any = false;
        try {
            boolean low = space.isLow();
            if (low) {
                segments.dropSpares(0);
            }
            for (var oldest = segments.oldest();
                    oldest.isPresent() && index.isUnused(oldest.get());
                    oldest = segments.oldest()) {
                segments.retire(oldest.get(), !low);
                any = true;
            }
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("cause", String.valueOf(e))
                    .log("spool: cannot remove a segment");
        }
        return any;
    }
}
