package io.staffetta.spi.queue;

import io.staffetta.spi.Component;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides when which message is tried by which transport. On `start` it takes over what the spool
/// still holds. Used by many threads at once; kept over configuration reloads.
public interface MailQueue extends Component {

    /// Takes over a message that was just stored. Returns at once and never fails: the message is
    /// safe in the spool whatever happens.
    void submit(SpooledMessage message);

    /// Messages that are not done, oldest first.
    ///
    /// @param limit how many at most, more than zero
    List<Entry> list(int limit);

    /// One message with its recipients.
    Optional<Entry> find(SpoolId id);

    /// How many messages are not done.
    long size();

    /// Makes everything that waits due now, for example after a route was added.
    void retryAll();

    /// A message as an operator sees it.
    ///
    /// @param id its name
    /// @param arrival when it was accepted
    /// @param size octets of content
    /// @param sender reverse-path, empty for `<>`
    /// @param hold why it is held, if it is
    /// @param recipients in the order of the envelope
    record Entry(
            SpoolId id,
            Instant arrival,
            long size,
            String sender,
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
}
