package io.staffetta.spi.queue;

import io.staffetta.spi.Component;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.util.List;
import java.util.Map;

/// Carries messages to a mailbox, to another server, or nowhere.
public interface Transport extends Component {

    /// Where a recipient goes on this transport. Recipients of a message with the same next hop are
    /// delivered together; concurrency, rates and outages are counted for each next hop. Does not
    /// block.
    ///
    /// @return a short name that [Delivery#nextHop()] gives back, such as `example.org` or
    ///   `[192.0.2.1]:24`; empty if this transport has only one
    default String nextHop(Mailbox recipient) {
        return "";
    }

    /// Tries to deliver to some recipients of one message. Blocks until each has its outcome;
    /// called by many threads at once. Throwing counts as [Outcome.Deferred] for all of them.
    ///
    /// @return an outcome for each recipient of the delivery, by its index in the envelope; one
    ///   that is missing counts as deferred
    Map<Integer, Outcome> deliver(Delivery delivery) throws Exception;

    /// Says what [#deliver] would do, without doing it: which servers, in which order, with what
    /// TLS. May look things up.
    ///
    /// @return lines for the operator, in order; empty if there is nothing to say
    default List<String> explain(ReversePath sender, Mailbox recipient, String nextHop)
            throws Exception {
        return List.of();
    }
}
