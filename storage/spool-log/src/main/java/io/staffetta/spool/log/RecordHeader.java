package io.staffetta.spool.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What precedes each record.
///
/// The salt of the segment makes a header unmistakable: octets that lay in a recycled file before,
/// or that a sender put into a message, never pass for a record.
///
/// @param type what the payload is
/// @param id the message it is about
/// @param length octets of payload
/// @param syncedTo up to where the segment was on stable storage when this was written, so a record
///   before that which cannot be read is damaged, not torn
/// @param previousEnd where the record before it ends, so padding is not mistaken for damage
/// @param checksum CRC32C of the payload
record RecordHeader(
        RecordType type, long id, int length, int syncedTo, int previousEnd, int checksum) {

    static final int SIZE = 40;

    /// Records begin at multiples of this.
    static final int ALIGNMENT = 8;

    /// Octets of a record with that much payload.
    static int recordSize(int payload) {
        return (SIZE + payload + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    int recordSize() {
        return recordSize(length);
    }

    void write(ByteBuffer out, long salt) {
        int start = out.position();
        out.putLong(salt)
                .putLong(id)
                .putInt(length)
                .putInt(type.code())
                .putInt(syncedTo)
                .putInt(previousEnd)
                .putInt(checksum)
                .putInt(checksum(out.slice(start, SIZE - 4)));
    }

    /// Reads a header; empty if there is none of this segment.
    static Optional<RecordHeader> read(ByteBuffer in, long salt) {
        int start = in.position();
        if (in.getLong(start) != salt
                || in.getInt(start + SIZE - 4) != checksum(in.slice(start, SIZE - 4))) {
            return Optional.empty();
        }
        int length = in.getInt(start + 16);
        return RecordType.of(in.getInt(start + 20))
                .filter(_ -> length >= 0 && length <= Integer.MAX_VALUE - 2 * SIZE)
                .map(type ->
                        new RecordHeader(
                                type,
                                in.getLong(start + 8),
                                length,
                                in.getInt(start + 24),
                                in.getInt(start + 28),
                                in.getInt(start + 32)));
    }

    static int checksum(ByteBuffer octets) {
        var crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }
}
