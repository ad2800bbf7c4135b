package io.staffetta.smtp;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.spool.Draft;

import java.io.ByteArrayOutputStream;

/// A draft in memory.
final class MemoryDraft implements Draft {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    boolean closed;

    @Override
    public void write(byte[] block, int offset, int length) {
        octets.write(block, offset, length);
    }

    @Override
    public long size() {
        return octets.size();
    }

    @Override
    public Content content() {
        return Content.of(octets());
    }

    byte[] octets() {
        return octets.toByteArray();
    }

    @Override
    public void close() {
        closed = true;
    }
}
