package io.staffetta.spool.log;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolFullException;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The log while it is open.
final class OpenLog {

    private static final Logger log = LoggerFactory.getLogger(OpenLog.class);

    private final LogSpoolSettings settings;
    private final AtomicLong lastId = new AtomicLong();
    private final Index index = new Index();
    private final Inbox inbox;
    private final DraftMemory draftMemory;
    private final RecentContents recent;
    private final Damage damage;
    private final Space space;
    private final LargeFiles large;
    private final MessageReader reader;
    private final Segments segments;
    private final Committer committer;

    private OpenLog(LogSpoolSettings settings, Disk disk, SpoolMeters meters) {
        this.settings = settings;
        this.inbox = new Inbox(settings.queueLimit());
        this.draftMemory = new DraftMemory(settings.draftMemory());
        this.recent = new RecentContents(settings.contentMemory());
        this.damage = new Damage(disk);
        this.space = new Space(disk, settings.minFree());
        this.large = new LargeFiles(disk, space, lastId::incrementAndGet);
        this.reader = new MessageReader(disk, index, large, damage);
        this.segments = new Segments(disk, settings);
        var compaction = new Compaction(disk, segments, index, damage, settings);
        var writer =
                new LogWriter(
                        segments, index, large, space, meters, settings, () -> lastId.get() + 1);
        this.committer = new Committer(inbox, writer, segments, compaction, index, space, settings);
        meters.gauge("spool.messages", index::size);
        meters.gauge("spool.live.bytes", () -> index.recordOctets() + index.largeOctets());
        meters.gauge("spool.disk.bytes", () -> segments.diskOctets() + index.largeOctets());
        meters.gauge("spool.free.bytes", space::free);
        meters.gauge("spool.damaged", damage::count);
    }

    /// Recovers what the disk has and starts the committer.
    static OpenLog start(LogSpoolSettings settings, Disk disk, Meters meters) throws IOException {
        var opened = new OpenLog(settings, disk, new SpoolMeters(meters));
        opened.recover(disk);
        opened.committer.start();
        return opened;
    }

    private void recover(Disk disk) throws IOException {
        // The clock keeps ids unique even if the last segment was lost.
        lastId.set(
                Math.max(
                        new Recovery(disk, index, damage).run(segments),
                        System.currentTimeMillis()));
        segments.dropSpares(settings.spareSegments());
        var files = index.large();
        files.forEach((id, file) -> {
            if (!large.isComplete(file.key(), file.length())) {
                index.remove(id);
                damage.found(id, "its large file is not complete");
            }
        });
        var live = files.values().stream().map(Index.Large::key).toList();
        if (damage.count() == 0) {
            large.deleteOrphans(Set.copyOf(live));
        } else {
            log.atWarn().log("spool: large files are kept because of the damage, used or not");
        }
        log.atInfo()
                .addKeyValue("messages", index.size())
                .addKeyValue("damaged", damage.count())
                .log("spool is open");
    }

    LogDraft draft() {
        return new LogDraft(large, draftMemory, (int) settings.largeThreshold());
    }

    SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, LogDraft draft, long skip)
            throws IOException {
        draft.check();
        space.require(head.length + (draft.isInMemory() ? draft.size() : 0));
        long id = lastId.incrementAndGet();
        var state = hold.isEmpty() ? MessageState.NEW : MessageState.NEW.withHold(hold);
        var stored =
                draft.isInMemory()
                        ? Optional.of(draft.octets(head, (int) skip))
                        : Optional.<byte[]>empty();
        var inline = stored.orElse(head);
        var file =
                stored.isPresent()
                        ? Optional.<MessagePayload.LargeContent>empty()
                        : Optional.of(draft.finish(skip));
        var payload =
                new MessagePayload(
                        EnvelopeCodec.encode(envelope),
                        hold.isEmpty() ? new byte[0] : state.encode(),
                        envelope.recipients().size(),
                        file,
                        inline.length);
        write(id, payload, inline);
        return new SpooledMessage(
                new SpoolId(id),
                envelope,
                new StoredContent(reader, id, payload.contentSize(), stored.map(recent::keep)),
                payload.contentSize(),
                state.progress(envelope),
                hold);
    }

    private void write(long id, MessagePayload payload, byte[] inline) throws IOException {
        var body =
                Append.Body.of(
                        RecordType.MESSAGE,
                        id,
                        payload.prefix(),
                        payload.envelope(),
                        payload.state(),
                        inline);
        var done = new CompletableFuture<Boolean>();
        try {
            inbox.add(new Append.Store(body, payload, done), settings.deadline());
        } catch (IOException e) {
            payload.large().ifPresent(file -> large.delete(file.key()));
            throw e;
        }
        await(done);
    }

    /// Takes over progress; the note that was written, unless the message is gone.
    Optional<CompletableFuture<Boolean>> record(
            long id, Map<Integer, RecipientProgress> recipients, boolean durable) {
        // Under the index's lock, so that notes are written in the order in which they count.
        synchronized (index) {
            var note =
                    switch (index.progress(id, recipients)) {
                        case UNKNOWN -> Optional.<Append.Note>empty();
                        case OPEN -> Optional.of(Append.Note.progress(id, recipients, durable));
                        case DONE -> Optional.of(Append.Note.done(id, index.remove(id), durable));
                    };
            if (note.isPresent() && !inbox.add(note.get())) {
                log.atWarn()
                        .addKeyValue("message", Long.toString(id, 36))
                        .log("spool: progress after the spool was closed; it is not kept");
                note.get().done().completeExceptionally(new IOException("the spool is closed"));
            }
            return note.map(Append.Note::done);
        }
    }

    void hold(SpoolId id, Optional<String> reason) throws IOException {
        var note = Append.Note.hold(id.value(), reason);
        synchronized (index) {
            if (!index.hold(id.value(), reason)) {
                throw new IOException("no message " + id + " in the spool");
            }
            if (!inbox.add(note)) {
                throw new IOException("the spool is closed");
            }
        }
        await(note.done());
    }

    /// Waits until something is on stable storage.
    void await(CompletableFuture<Boolean> done) throws IOException {
        IOException failure;
        try {
            done.get(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return;
        } catch (ExecutionException e) {
            throw again(e.getCause());
        } catch (TimeoutException e) {
            failure = new IOException("the spool's disk is too slow", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new InterruptedIOException("interrupted while storing");
            failure.initCause(e);
        }
        // If this comes too late, it is stored after all.
        if (done.completeExceptionally(failure)) {
            throw failure;
        }
        if (done.isCompletedExceptionally()) {
            throw failure;
        }
    }

    // Many threads wait for one failure; each gets an exception of its own.
    private static IOException again(@Nullable Throwable cause) {
        var message = cause == null ? "" : String.valueOf(cause.getMessage());
        return cause instanceof SpoolFullException
                ? new SpoolFullException(message, cause)
                : new IOException(message, cause);
    }

    Optional<SpooledMessage> find(long id) {
        return reader.find(id);
    }

    void replay(Consumer<SpooledMessage> visitor) {
        try (var open = reader.keepOpen()) {
            for (long id : index.ids()) {
                reader.find(id, open).ifPresent(visitor);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Spool.Status status() {
        long files = index.largeOctets();
        return new Spool.Status(
                index.size(),
                index.recordOctets() + files,
                segments.diskOctets() + files,
                space.free(),
                damage.count(),
                !inbox.isClosed() && !space.isLow());
    }

    void close() throws IOException {
        committer.close();
    }
}
