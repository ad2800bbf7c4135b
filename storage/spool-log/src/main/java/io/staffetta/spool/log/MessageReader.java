package io.staffetta.spool.log;

import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads stored messages; any thread.
final class MessageReader {

    private static final int FIRST_READ = 4096;

    private final Disk disk;
    private final Index index;
    private final LargeFiles large;
    private final Damage damage;

    MessageReader(Disk disk, Index index, LargeFiles large, Damage damage) {
        this.disk = disk;
        this.index = index;
        this.large = large;
        this.damage = damage;
    }

    /// Segment files that stay open between reads.
    final class Open implements AutoCloseable {

        private @Nullable Segment segment;
        private @Nullable DiskFile file;

        private DiskFile file(Segment wanted) throws IOException {
            var present = file;
            if (present != null && segment == wanted) {
                return present;
            }
            close();
            var opened = disk.read(wanted.path());
            file = opened;
            segment = wanted;
            return opened;
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }

    Open keepOpen() {
        return new Open();
    }

    /// Finds a message; a damaged one is set aside.
    Optional<SpooledMessage> find(long id) {
        try (var open = keepOpen()) {
            return find(id, open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<SpooledMessage> find(long id, Open open) throws IOException {
        var leased = index.lease(id);
        if (leased.isEmpty()) {
            return Optional.empty();
        }
        try (var lease = leased.get()) {
            var payload = MessagePayload.parse(payloadStart(id, lease, open));
            var envelope = EnvelopeCodec.decode(payload.envelope());
            var state = lease.messageState();
            return Optional.of(
                    new SpooledMessage(
                            new SpoolId(id),
                            envelope,
                            new StoredContent(this, id, payload.contentSize(), Optional.empty()),
                            payload.contentSize(),
                            state.progress(envelope),
                            state.hold()));
        } catch (DamagedRecordException e) {
            setAside(id, leased.get(), e);
            return Optional.empty();
        }
    }

    /// Opens the content of a message.
    InputStream open(long id) throws IOException {
        var leased = index.lease(id);
        if (leased.isEmpty()) {
            throw new IOException("message " + new SpoolId(id) + " is no longer in the spool");
        }
        try (var lease = leased.get();
                var open = keepOpen()) {
            var record = read(open.file(lease.segment()), lease.offset(), lease.size());
            var header = header(id, record, lease);
            var octets = record.slice(RecordHeader.SIZE, header.length());
            if (RecordHeader.checksum(octets.duplicate()) != header.checksum()) {
                throw new DamagedRecordException("a record does not match its checksum");
            }
            var payload = MessagePayload.parse(octets);
            var octetsInline = new byte[payload.inline()];
            record.get(RecordHeader.SIZE + payload.inlineStart(), octetsInline);
            var inline = new ByteArrayInputStream(octetsInline);
            return payload.large().isEmpty()
                    ? inline
                    : new SequenceInputStream(inline, large.open(payload.large().get()));
        } catch (DamagedRecordException e) {
            setAside(id, leased.get(), e);
            throw e;
        }
    }

    private ByteBuffer payloadStart(long id, Index.Lease lease, Open open) throws IOException {
        var file = open.file(lease.segment());
        var start = read(file, lease.offset(), Math.min(FIRST_READ, lease.size()));
        var header = header(id, start, lease);
        var payload = start.slice(RecordHeader.SIZE, start.limit() - RecordHeader.SIZE);
        if (header.length() < MessagePayload.PREFIX) {
            throw new DamagedRecordException("message record too short");
        }
        int needed = MessagePayload.needed(payload);
        if (needed <= payload.remaining()) {
            return payload;
        }
        if (needed > header.length()) {
            throw new DamagedRecordException("malformed message record");
        }
        return read(file, lease.offset() + RecordHeader.SIZE, needed);
    }

    private static RecordHeader header(long id, ByteBuffer record, Index.Lease lease)
            throws DamagedRecordException {
        return RecordHeader.read(record, lease.segment().salt())
                .filter(header -> header.id() == id && header.recordSize() == lease.size())
                .orElseThrow(() -> new DamagedRecordException("no record is there"));
    }

    private static ByteBuffer read(DiskFile file, int offset, int length) throws IOException {
        var octets = ByteBuffer.allocate(length);
        file.read(octets, offset);
        if (octets.hasRemaining()) {
            throw new DamagedRecordException("the segment ends early");
        }
        return octets.flip();
    }

    // The lease is closed by now, but what is reported is a copy of its values.
    private void setAside(long id, Index.Lease lease, DamagedRecordException why) {
        if (index.isAt(id, lease.segment(), lease.offset())) {
            index.remove(id);
            damage.found(
                    lease.segment().number(),
                    lease.offset(),
                    lease.offset() + lease.size(),
                    id,
                    String.valueOf(why.getMessage()));
        }
    }
}
