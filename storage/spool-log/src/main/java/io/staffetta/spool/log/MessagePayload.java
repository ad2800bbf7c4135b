package io.staffetta.spool.log;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The layout of a message record's payload: a prefix of fixed size, envelope, state, inline
/// content. The prefix has a checksum of its own over prefix, envelope and state, so these can be
/// read without the content.
///
/// @param envelope octets of the envelope
/// @param state octets of the state
/// @param recipients how many there are
/// @param large content that lies in a file of its own and follows the inline content
/// @param inline octets of inline content
record MessagePayload(
        byte[] envelope, byte[] state, int recipients, Optional<LargeContent> large, int inline) {

    static final int PREFIX = 52;

    /// Content in a file of its own.
    ///
    /// @param key names the file
    /// @param length octets of the file
    /// @param skip octets at its start that are not part of the message
    /// @param checksum CRC32C of the whole file
    record LargeContent(long key, long length, long skip, int checksum) {}

    /// Octets of the content.
    long contentSize() {
        return inline + large.map(file -> file.length() - file.skip()).orElse(0L);
    }

    /// Where the inline content begins in the payload.
    int inlineStart() {
        return PREFIX + envelope.length + state.length;
    }

    MessagePayload withState(byte[] newState) {
        return new MessagePayload(envelope, newState, recipients, large, inline);
    }

    byte[] prefix() {
        var out = ByteBuffer.allocate(PREFIX);
        out.putInt(envelope.length).putInt(state.length).putInt(recipients).putInt(inline);
        large.ifPresentOrElse(
                file ->
                        out.putLong(file.key())
                                .putLong(file.length())
                                .putLong(file.skip())
                                .putInt(file.checksum()),
                () -> out.position(PREFIX - 8));
        out.putInt(PREFIX - 4, checksum(out.array(), envelope, state));
        return out.array();
    }

    /// Octets needed to [#parse] a payload that starts with this prefix.
    static int needed(ByteBuffer payload) throws DamagedRecordException {
        int envelope = payload.getInt(payload.position());
        int state = payload.getInt(payload.position() + 4);
        if (envelope < 0 || state < 0 || envelope > Integer.MAX_VALUE / 4 - state) {
            throw new DamagedRecordException("malformed message record");
        }
        return PREFIX + envelope + state;
    }

    static MessagePayload parse(ByteBuffer payload) throws DamagedRecordException {
        if (payload.remaining() < PREFIX || payload.remaining() < needed(payload)) {
            throw new DamagedRecordException("message record too short");
        }
        var in = payload.slice();
        var prefix = new byte[PREFIX];
        in.get(prefix);
        var envelope = new byte[in.getInt(0)];
        in.get(envelope);
        var state = new byte[in.getInt(4)];
        in.get(state);
        if (in.getInt(PREFIX - 4) != checksum(prefix, envelope, state)) {
            throw new DamagedRecordException("the envelope does not match its checksum");
        }
        var large =
                in.getLong(16) == 0
                        ? Optional.<LargeContent>empty()
                        : Optional.of(
                                new LargeContent(
                                        in.getLong(16),
                                        in.getLong(24),
                                        in.getLong(32),
                                        in.getInt(40)));
        return new MessagePayload(envelope, state, in.getInt(8), large, in.getInt(12));
    }

    private static int checksum(byte[] prefix, byte[] envelope, byte[] state) {
        var crc = new CRC32C();
        crc.update(prefix, 0, PREFIX - 4);
        crc.update(envelope);
        crc.update(state);
        return (int) crc.getValue();
    }
}
