package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;

/// What is kept in memory of one message: as little as can be, since there may be millions. Guarded
/// by the [Index].
final class Entry {

    final long id;
    final int recipients;
    Segment segment;
    int offset;
    int size;

    /// Encoded [MessageState]; `null` while nothing was tried.
    byte @Nullable [] state;

    Entry(long id, int recipients, Segment segment, int offset, int size) {
        this.id = id;
        this.recipients = recipients;
        this.segment = segment;
        this.offset = offset;
        this.size = size;
    }
}
