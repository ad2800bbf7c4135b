package io.staffetta.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;
import io.staffetta.testkit.TransportContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class DiscardTransportTest implements TransportContract {

    private final MetersRegistry meters = new MetersRegistry();
    private final DiscardTransport discard = new DiscardTransport(meters);

    @AfterEach
    void close() {
        meters.close();
    }

    @Override
    public Transport transport() {
        return discard;
    }

    @Override
    public List<Mailbox> recipients() {
        return List.of(Mailbox.parse("a@nowhere.example"), Mailbox.parse("b@nowhere.example"));
    }

    /// What is dropped need not be read.
    @Test
    @Override
    public void unreadableContentIsNoPermanentFailure() {
        assertThat(discard.deliver(delivery(1, new Unreadable(), List.of(0))))
                .isEqualTo(Map.of(0, new Outcome.Delivered("discarded")));
    }

    @Test
    void recipientsAreCounted() {
        discard.deliver(delivery(1, new Unreadable(), List.of(0, 1)));
        discard.deliver(delivery(2, new Unreadable(), List.of(1)));

        assertThat(meters.counter("discard.recipients").count()).isEqualTo(3);
    }
}
