package io.staffetta.spi.queue;

import io.staffetta.spi.Component;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides when which message is tried by which transport. On `start` it takes over what the spool
/// still holds. Used by many threads at once; kept over configuration reloads.
///
/// What an operator orders holds for deliveries that have not begun; those under way end as they
/// may, and their results count. A queue that lacks a verb throws [UnsupportedOperationException].
public interface MailQueue extends Component {

    /// Takes over a message that was just stored. Returns at once and never fails: the message is
    /// safe in the spool whatever happens.
    void submit(SpooledMessage message);

    /// Messages that are not done, oldest first.
    ///
    /// @param limit how many at most, more than zero
    List<Entry> list(Filter filter, int limit);

    /// Every message that is not done, oldest first.
    default List<Entry> list(int limit) {
        return list(Filter.ALL, limit);
    }

    /// The messages behind one of them, to read a long list page by page: oldest first, which is
    /// the order of their ids. A queue of many messages does better than reading all of them.
    ///
    /// @param after the last message of the page before; it may be gone
    /// @param limit how many at most, more than zero
    default List<Entry> listAfter(SpoolId after, Filter filter, int limit) {
        return list(filter, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.id().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    /// One message with its recipients.
    Optional<Entry> find(SpoolId id);

    /// How many messages are not done.
    long size();

    /// Makes everything that waits due now, for example after a route was added. Held messages and
    /// suspended destinations stay as they are.
    void retryAll();

    /// Makes a message due now.
    ///
    /// @return whether there is such a message
    default boolean retry(SpoolId id) {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Makes every message due now that has an undone recipient for a destination.
    ///
    /// @param destination a recipient domain, or a next hop as in [Destination#name()]
    /// @return how many messages
    default int flush(String destination) {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Holds a message: nothing of it is tried until it is released.
    ///
    /// @param reason one line
    /// @return whether there is such a message
    /// @throws IOException if it could not be recorded
    default boolean hold(SpoolId id, String reason) throws IOException {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Releases a held message; it is due at once.
    ///
    /// @return whether there is such a message, held or not
    /// @throws IOException if it could not be recorded
    default boolean release(SpoolId id) throws IOException {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Gives up a message: the sender is told as after any other failure.
    ///
    /// @param reason one line
    /// @return whether there is such a message
    /// @throws IOException if report or failure could not be recorded
    default boolean bounce(SpoolId id, String reason) throws IOException {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Drops a message without telling anybody.
    ///
    /// @return whether there was such a message
    /// @throws IOException if it could not be recorded
    default boolean delete(SpoolId id) throws IOException {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Begins no further delivery to a destination until [#resume]; kept over restarts.
    ///
    /// @param destination a recipient domain, or a next hop as in [Destination#name()]
    /// @param reason one line
    /// @throws IOException if it could not be recorded
    default void suspend(String destination, String reason) throws IOException {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// Ends a suspension; what waited is due at once.
    ///
    /// @return whether it was suspended
    /// @throws IOException if it could not be recorded
    default boolean resume(String destination) throws IOException {
        throw new UnsupportedOperationException("this queue has no such verb");
    }

    /// The destinations of what is not done, those with most messages first, and all that are
    /// suspended.
    default List<Destination> destinations() {
        return List.of();
    }

    /// Which messages to list.
    ///
    /// @param destination has an undone recipient in this domain
    /// @param sender reverse-path, any case; empty text for `<>`
    /// @param age at least so old
    /// @param status see [Status]
    record Filter(
            Optional<String> destination,
            Optional<String> sender,
            Optional<Duration> age,
            Optional<Status> status) {
        /// Every message.
        public static final Filter ALL =
                new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Where a message stands as a whole; the first that applies.
    enum Status {
        /// Held by the operator or a hook.
        HELD,
        /// Being delivered, or waiting for its turn at its next hop.
        ACTIVE,
        /// Tried, and to be tried again.
        DEFERRED,
        /// Not tried yet.
        INCOMING
    }

    /// A message as an operator sees it.
    ///
    /// @param id its name
    /// @param arrival when it was accepted
    /// @param size octets of content
    /// @param sender reverse-path, empty for `<>`
    /// @param status where it stands
    /// @param hold why it is held, if it is
    /// @param recipients in the order of the envelope
    record Entry(
            SpoolId id,
            Instant arrival,
            long size,
            String sender,
            Status status,
            Optional<String> hold,
            List<EntryRecipient> recipients) {
        public Entry {
            recipients = List.copyOf(recipients);
        }
    }

    /// A recipient as an operator sees it.
    ///
    /// @param address where it goes
    /// @param original what the client gave
    /// @param progress where it stands
    record EntryRecipient(String address, String original, RecipientProgress progress) {}

    /// What waits for one destination.
    ///
    /// @param name a recipient domain
    /// @param messages how many are not done, by age: index 0 counts those younger than
    ///   `AGES.get(0)`, the last those older than every bound
    /// @param suspended why the operator suspended it, if so
    /// @param downUntil when it is tried next, if it was found unreachable
    /// @param detail what was wrong with it last, empty if nothing
    record Destination(
            String name,
            List<Integer> messages,
            Optional<String> suspended,
            Optional<Instant> downUntil,
            String detail) {

        /// Bounds of the age classes.
        public static final List<Duration> AGES =
                List.of(
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(8),
                        Duration.ofDays(1));

        public Destination {
            messages = List.copyOf(messages);
        }

        /// How many messages are not done.
        public int total() {
            return messages.stream().mapToInt(Integer::intValue).sum();
        }
    }
}
