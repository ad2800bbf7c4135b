package io.staffetta.spi.spool;

import io.staffetta.spi.mail.Content;

/// Content that is being received. Small content stays in memory, large content goes to a file at
/// once. Used by one thread; ended by [Spool#store] or [#close()].
public interface Draft extends AutoCloseable {

    /// Appends octets. Never throws: after an I/O error further octets are dropped, and
    /// [Spool#store] reports the error, so a protocol can read the message to its end first.
    void write(byte[] octets, int offset, int length);

    /// Octets received so far.
    long size();

    /// What was received, for hooks; valid until the draft is stored or closed.
    ///
    /// @throws java.io.UncheckedIOException if an octet could not be kept
    Content content();

    /// Drops the content unless it was stored. May be called more than once.
    @Override
    void close();
}
