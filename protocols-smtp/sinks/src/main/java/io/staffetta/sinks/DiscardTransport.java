package io.staffetta.sinks;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import jakarta.inject.Inject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says that mail was delivered, and drops it. It is counted.
public final class DiscardTransport implements Transport {

    private final Meters.Counter recipients;

    @Inject
    public DiscardTransport(Meters meters) {
        recipients = meters.counter("discard.recipients");
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        var outcomes = new HashMap<Integer, Outcome>();
        for (int recipient : delivery.recipients()) {
            outcomes.put(recipient, new Outcome.Delivered("discarded"));
        }
        recipients.add(outcomes.size());
        return outcomes;
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
        return List.of("mail is dropped as if it was delivered");
    }
}
