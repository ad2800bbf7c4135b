package io.staffetta.spi.spool;

import io.staffetta.spi.Component;
import io.staffetta.spi.mail.Envelope;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps accepted messages. What [#store] returned for is on stable storage and survives a crash
/// and a power cut. Used by many threads at once; kept over configuration reloads.
public interface Spool extends Component {

    /// Begins to receive content.
    Draft draft();

    /// Stores a message. Returns only when message and envelope are on stable storage.
    ///
    /// The stored content is `head` followed by what the draft received from its octet `skip` on:
    /// trace fields go in front with `skip` 0, an edited header section replaces the received one
    /// with `skip` being the latter's length. The draft is used up, also on failure.
    ///
    /// @param envelope with it
    /// @param hold a reason to hold the message in the queue, or empty
    /// @param head octets in front; not kept
    /// @param skip 0 to the draft's size
    /// @return the message, whose content may still lie in memory
    /// @throws SpoolFullException if there is no space; the client gets `452 4.3.1`
    /// @throws IOException if it could not be stored; the client gets `451 4.3.0`
    SpooledMessage store(
            Envelope envelope, Optional<String> hold, byte[] head, Draft draft, long skip)
            throws IOException;

    /// Records the new state of some recipients. Returns at once: the record is written soon, and
    /// losing the last ones in a crash may repeat a delivery but never loses a message. When every
    /// recipient is done the message is gone.
    ///
    /// @param recipients recipient index → its new state
    void record(SpoolId id, Map<Integer, RecipientProgress> recipients);

    /// Like [#record], but returns only when the record is on stable storage.
    void recordDurably(SpoolId id, Map<Integer, RecipientProgress> recipients) throws IOException;

    /// Holds a message, or releases it if the reason is empty. On stable storage when it returns.
    ///
    /// @throws IOException if it could not be stored, or there is no such message
    void hold(SpoolId id, Optional<String> reason) throws IOException;

    /// Finds a message; empty if there is none, or no longer.
    Optional<SpooledMessage> find(SpoolId id);

    /// Shows every message that is not done, oldest first; content is read only if asked for.
    /// Called once after `start`, before anything is stored.
    void replay(Consumer<SpooledMessage> visitor);

    /// How full it is.
    Status status();

    /// How full a spool is.
    ///
    /// @param messages not done yet
    /// @param liveBytes octets they need
    /// @param diskBytes octets taken on disk
    /// @param freeBytes octets free on its file system
    /// @param damaged records found damaged and set aside since the start
    /// @param accepting whether a message could be stored now
    record Status(
            long messages,
            long liveBytes,
            long diskBytes,
            long freeBytes,
            long damaged,
            boolean accepting) {}
}
