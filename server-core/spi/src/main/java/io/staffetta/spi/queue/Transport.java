package io.staffetta.spi.queue;

import io.staffetta.spi.Component;

import java.util.Map;

/// Carries messages to a mailbox, to another server, or nowhere.
public interface Transport extends Component {

    /// Tries to deliver to some recipients of one message. Blocks until each has its outcome;
    /// called by many threads at once. Throwing counts as [Outcome.Deferred] for all of them.
    ///
    /// @return an outcome for each recipient of the delivery, by its index in the envelope; one
    ///   that is missing counts as deferred
    Map<Integer, Outcome> deliver(Delivery delivery) throws Exception;
}
