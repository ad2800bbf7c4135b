package io.staffetta.spool.log;

import io.staffetta.spi.spool.RecipientProgress;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;

/// A record on its way into the log.
sealed interface Append {

    /// Its type, id and payload.
    Body body();

    /// Whether it waits for stable storage.
    boolean isDurable();

    /// What is written.
    ///
    /// @param parts the payload in pieces; not copied
    record Body(RecordType type, long id, List<byte[]> parts, int length, int checksum) {

        static Body of(RecordType type, long id, byte[]... parts) {
            var crc = new CRC32C();
            long length = 0;
            for (var part : parts) {
                crc.update(part);
                length += part.length;
            }
            return new Body(
                    type, id, List.of(parts), Math.toIntExact(length), (int) crc.getValue());
        }

        int recordSize() {
            return RecordHeader.recordSize(length);
        }
    }

    /// A new message.
    ///
    /// @param done completed when it is on stable storage and in the index; whoever waits in vain
    ///   completes it exceptionally and so gives the message up
    record Store(Body body, MessagePayload payload, CompletableFuture<Boolean> done)
            implements Append {
        @Override
        public boolean isDurable() {
            return true;
        }

        void fail(IOException cause) {
            done.completeExceptionally(cause);
        }
    }

    /// A live message copied forward.
    ///
    /// @param from where it lies now
    /// @param offset and where there
    record Copy(Body body, Segment from, int offset) implements Append {
        @Override
        public boolean isDurable() {
            return true;
        }
    }

    /// Something that became of a stored message. It is never given up: memory is ahead of the disk
    /// until it could be written.
    ///
    /// @param done completed when it is on stable storage
    /// @param isDurable whether somebody waits for that
    /// @param largeKey the large file that may go then; 0 for none
    record Note(Body body, CompletableFuture<Boolean> done, boolean isDurable, long largeKey)
            implements Append {

        static Note progress(long id, Map<Integer, RecipientProgress> changes, boolean durable) {
            var octets = new MessageState(Optional.empty(), changes).encode();
            return of(Body.of(RecordType.PROGRESS, id, octets), durable, 0);
        }

        static Note hold(long id, Optional<String> reason) {
            return of(
                    Body.of(RecordType.HOLD, id, MessageState.NEW.withHold(reason).encode()),
                    true,
                    0);
        }

        static Note done(long id, long largeKey, boolean durable) {
            return of(Body.of(RecordType.DONE, id), durable, largeKey);
        }

        static Note closed() {
            return of(Body.of(RecordType.CLOSED, 0), true, 0);
        }

        private static Note of(Body body, boolean durable, long largeKey) {
            return new Note(body, new CompletableFuture<>(), durable, largeKey);
        }
    }
}
