package io.staffetta.kernel.admin;

import io.staffetta.spi.queue.MailQueue;

import java.util.ArrayDeque;
import java.util.List;

/// What an operator can do with the queue. Throws what [Administration] throws;
/// [IllegalStateException] also for what the configured queue cannot do.
public interface QueueAdministration {

    /// Messages that are not done, oldest first.
    ///
    /// @param filter which; its destination in any case and with U-labels if wanted
    /// @param limit how many at most, more than zero
    QueueListing list(MailQueue.Filter filter, int limit);

    /// One message with everything known of it but its content.
    QueueMessage show(String id);

    /// Some octets of a message.
    ///
    /// @param from how many octets of that part to skip, not negative
    /// @param limit how many at most, 1 to [Excerpt#MAX_OCTETS]
    Excerpt content(String id, MessagePart part, long from, int limit);

    /// Carries out an order for some messages. A selection by filter is worked on a page at a time:
    /// see [QueueChange#next()], or use [#changeAll].
    ///
    /// @throws java.io.UncheckedIOException if a change could not be recorded; those before it were
    QueueChange change(QueueOrder order, QueueSelection selection);

    /// Carries out an order for all of a selection, however many messages that are.
    default QueueChange changeAll(QueueOrder order, QueueSelection selection) {
        var total = QueueChange.NONE;
        var left = new ArrayDeque<>(selection.pages());
        while (!left.isEmpty()) {
            var page = left.remove();
            var change = change(order, page);
            change.next().ifPresent(next -> left.add(page.after(next)));
            total = total.plus(change);
        }
        return total;
    }

    /// Makes every message due now that has an undone recipient for a destination.
    ///
    /// @param destination a recipient domain or a next hop
    /// @return how many messages
    int flush(String destination);

    /// Begins no further delivery to a destination until it is resumed.
    ///
    /// @param destination a recipient domain or a next hop
    /// @param reason one line
    void suspend(String destination, String reason);

    /// Ends a suspension.
    void resume(String destination);

    /// What waits for each destination, most messages first, and all that are suspended.
    List<MailQueue.Destination> destinations();
}
