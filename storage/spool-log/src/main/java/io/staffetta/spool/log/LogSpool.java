package io.staffetta.spool.log;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The spool `log`: an append-only log of segments with group commit.
public final class LogSpool implements Spool {

    private final LogSpoolSettings settings;
    private final Meters meters;
    private final DiskOpener opener;
    private volatile @Nullable OpenLog open;

    /// Opens the disk when the spool starts.
    interface DiskOpener {
        Disk open() throws IOException;
    }

    /// Wires the spool; nothing is opened before [#start()].
    @Inject
    public LogSpool(LogSpoolSettings settings, Server server, Meters meters) {
        this(settings, () -> FileDisk.open(server.data().resolve(settings.directory())), meters);
    }

    LogSpool(LogSpoolSettings settings, DiskOpener opener, Meters meters) {
        this.settings = settings;
        this.opener = opener;
        this.meters = meters;
    }

    @Override
    public void start() throws IOException {
        try {
            open = OpenLog.start(settings, opener.open(), meters);
        } catch (AccessDeniedException e) {
            throw new IOException("the spool may not use " + e.getFile(), e);
        } catch (FileSystemException e) {
            throw new IOException("the spool cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        var present = open;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public Draft draft() {
        return open().draft();
    }

    @Override
    public SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip)
            throws IOException {
        if (!(draft instanceof LogDraft own)) {
            draft.close();
            throw new IllegalArgumentException("the draft is not of this spool");
        }
        try (own) {
            if (skip < 0 || skip > own.size()) {
                throw new IllegalArgumentException("skip must lie within the draft");
            }
            return open().store(envelope, hold, head, own, skip);
        } catch (IOException e) {
            throw Space.explain(e);
        }
    }

    @Override
    public void record(SpoolId id, Map<Integer, RecipientProgress> recipients) {
        open().record(id.value(), recipients, false);
    }

    @Override
    public void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients)
            throws IOException {
        var note = open().record(id.value(), recipients, true);
        if (note.isPresent()) {
            open().await(note.get());
        }
    }

    @Override
    public void hold(SpoolId id, Optional<String> reason) throws IOException {
        open().hold(id, reason);
    }

    @Override
    public Optional<SpooledMessage> find(SpoolId id) {
        return open().find(id.value());
    }

    @Override
    public void replay(Consumer<SpooledMessage> visitor) {
        open().replay(visitor);
    }

    @Override
    public Status status() {
        return open().status();
    }

    private OpenLog open() {
        var present = open;
        if (present == null) {
            throw new IllegalStateException("the spool was not started");
        }
        return present;
    }
}
