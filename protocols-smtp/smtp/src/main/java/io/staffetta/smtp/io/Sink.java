package io.staffetta.smtp.io;

import io.staffetta.spi.spool.Draft;

/// Takes content into a draft until there is too much of it, then only counts.
public final class Sink {

    private static final byte[] CRLF = {'\r', '\n'};

    private final Draft draft;
    private final long maxSize;
    private long size;
    private boolean nul;

    /// @param maxSize the largest message
    public Sink(Draft draft, long maxSize) {
        this.draft = draft;
        this.maxSize = maxSize;
    }

    /// What was received.
    public Draft draft() {
        return draft;
    }

    /// Octets that came, kept or not.
    public long size() {
        return size;
    }

    long maxSize() {
        return maxSize;
    }

    /// Octets that came beyond the largest message.
    public long excess() {
        return Math.max(0, size - maxSize);
    }

    /// Whether there were more than the largest message has.
    public boolean isTooLarge() {
        return size > maxSize;
    }

    /// Whether a NUL came in text.
    public boolean hasNul() {
        return nul;
    }

    void nul() {
        nul = true;
    }

    void write(byte[] octets, int from, int to) {
        if (from == to) {
            return;
        }
        size += to - from;
        if (!isTooLarge()) {
            draft.write(octets, from, to - from);
        } else {
            draft.close();
        }
    }

    void endLine() {
        write(CRLF, 0, 2);
    }

    void endLineAfterCr() {
        write(CRLF, 1, 2);
    }

    void dot() {
        write(new byte[] {'.'}, 0, 1);
    }
}
