package io.staffetta.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ErrorTransportTest {

    @Test
    void mailGoesBackByDefault() {
        var failed = new Outcome.Failed(new EnhancedStatus(5, 1, 1), "no such mailbox");

        assertThat(deliver(new ErrorSettings(null, null), 0, 2))
                .isEqualTo(Map.of(0, failed, 2, failed));
    }

    @Test
    void aStatusOfClass4MakesItWait() {
        assertThat(deliver(new ErrorSettings("4.3.2", "moving house"), 1))
                .isEqualTo(
                        Map.of(
                                1,
                                new Outcome.Deferred(new EnhancedStatus(4, 3, 2), "moving house")));
    }

    @Test
    void anotherStatusSaysNothingOfMailboxes() {
        assertThat(new ErrorSettings("5.7.1", null).text())
                .isEqualTo("this destination takes no mail");
    }

    @Test
    void theReasonIsExplained() {
        var error = new ErrorTransport(new ErrorSettings("5.7.1", "left us"));

        assertThat(error.explain(ReversePath.NULL, Mailbox.parse("a@b.example"), ""))
                .containsExactly("mail goes back: 5.7.1 left us");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0.0", "550", "5.1", "5.1.1000", "", "6.1.1", "5.1.1 no"})
    void aBadStatus(String status) {
        assertThatThrownBy(() -> new ErrorSettings(status, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "a\u0000"})
    void aBadText(String text) {
        assertThatThrownBy(() -> new ErrorSettings(null, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text");
    }

    private static Map<Integer, Outcome> deliver(ErrorSettings settings, Integer... recipients) {
        var mailbox = Recipient.of(Mailbox.parse("someone@gone.example"));
        var envelope =
                new Envelope(
                        Instant.EPOCH,
                        ReversePath.NULL,
                        MailParameters.NONE,
                        List.of(mailbox, mailbox, mailbox),
                        new Envelope.Origin("test", "192.0.2.1", "client", Optional.empty()));
        return new ErrorTransport(settings)
                .deliver(
                        new Delivery(
                                new SpoolId(1),
                                envelope,
                                Content.of(new byte[0]),
                                List.of(recipients)));
    }
}
