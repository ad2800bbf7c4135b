package io.staffetta.testkit;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.spool.Draft;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Content in an array.
final class MemoryDraft implements Draft {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    @Override
    public void write(byte[] source, int offset, int length) {
        octets.write(source, offset, length);
    }

    @Override
    public long size() {
        return octets.size();
    }

    @Override
    public Content content() {
        return Content.of(octets.toByteArray());
    }

    /// Head, then what was received from an octet on.
    Content stored(byte[] head, long skip) {
        byte[] received = octets.toByteArray();
        int from = Math.toIntExact(skip);
        byte[] all = Arrays.copyOf(head, head.length + received.length - from);
        System.arraycopy(received, from, all, head.length, received.length - from);
        return Content.of(all);
    }

    @Override
    public void close() {
        octets.reset();
    }
}
