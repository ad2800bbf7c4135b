package io.staffetta.sinks;

import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import jakarta.inject.Inject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes no mail: it goes back, or waits, for a reason that the operator wrote down.
public final class ErrorTransport implements Transport {

    private final Outcome outcome;
    private final String explanation;

    @Inject
    public ErrorTransport(ErrorSettings settings) {
        var status = settings.enhancedStatus();
        boolean temporary = status.statusClass() == 4;
        outcome =
                temporary
                        ? new Outcome.Deferred(status, settings.text())
                        : new Outcome.Failed(status, settings.text());
        explanation =
                (temporary ? "mail waits: " : "mail goes back: ") + status + " " + settings.text();
    }

    @Override
    public Map<Integer, Outcome> deliver(Delivery delivery) {
        var outcomes = new HashMap<Integer, Outcome>();
        for (int recipient : delivery.recipients()) {
            outcomes.put(recipient, outcome);
        }
        return outcomes;
    }

    @Override
    public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
        return List.of(explanation);
    }
}
