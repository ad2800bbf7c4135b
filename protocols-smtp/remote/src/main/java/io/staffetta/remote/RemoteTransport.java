package io.staffetta.remote;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import java.util.HashMap;
import java.util.Map;

/// Delivery to the servers of other domains. This version has no SMTP client yet: messages wait in
/// the queue, do not expire, and go out once the server can send them.
public final class RemoteTransport implements Transport {

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        var outcomes = new HashMap<Integer, Outcome>();
        for (int recipient : delivery.recipients()) {
            var domain = delivery.recipient(recipient).mailbox().domain();
            outcomes.put(
                    recipient,
                    new Outcome.Deferred(
                            new EnhancedStatus(4, 3, 5),
                            "waits for remote delivery to "
                                    + domain
                                    + ", which this version does not have"));
        }
        return outcomes;
    }
}
