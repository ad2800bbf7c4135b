package io.staffetta.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.remote.dns.DnsSettings;
import io.staffetta.remote.dns.TestServerFacts;
import io.staffetta.remote.net.ConnectSettings;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.tls.OutboundTerms;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A recipient at `[127.0.0.1]` does not reach what trusts this machine; a route to it does.
class AddressLiteralTest {

    private static final Mailbox LITERAL = Mailbox.parse("root@[127.0.0.1]");

    private final MetersRegistry meters = new MetersRegistry();
    private final RemoteTransport transport =
            new RemoteTransport(
                    new RemoteSettings(
                            List.of(),
                            0,
                            RouteTls.MAY,
                            false,
                            "",
                            null,
                            "",
                            0,
                            0,
                            0,
                            Timeouts.DEFAULTS,
                            PoolSettings.DEFAULTS,
                            ConnectSettings.DEFAULTS,
                            DnsSettings.DEFAULTS),
                    TestServerFacts.NOBODY,
                    _ -> OutboundTerms.of("test", OutboundTerms.Level.MAY, "test"),
                    meters,
                    _ -> {});

    private List<String> explain(Mailbox recipient, String nextHop) {
        return transport.explain(ReversePath.parse(""), recipient, nextHop);
    }

    @Test
    void ofARecipientIsAStrangersWord() {
        assertThat(transport.nextHop(LITERAL)).isEqualTo("[127.0.0.1]");
        assertThat(explain(LITERAL, "[127.0.0.1]"))
                .singleElement()
                .asString()
                .contains("5.4.4", "mail is not sent to");
    }

    @Test
    void ofAHookIsTheOperatorsWord() {
        assertThat(explain(Mailbox.parse("somebody@example.org"), "[127.0.0.1]:10025"))
                .singleElement()
                .asString()
                .contains("[127.0.0.1] port 10025 at 127.0.0.1");
    }

    @Test
    void nothingIsSentThere() {
        var envelope =
                new Envelope(
                        Instant.EPOCH,
                        ReversePath.parse(""),
                        MailParameters.NONE,
                        List.of(Recipient.of(LITERAL)),
                        new Envelope.Origin("test", "", "", Optional.empty()));
        var delivery =
                new Delivery(
                        new SpoolId(1),
                        envelope,
                        Content.of(new byte[0]),
                        List.of(0),
                        "[127.0.0.1]");

        assertThat(transport.deliver(delivery).get(0))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.status()).hasToString("5.4.4"));
    }
}
