package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import org.junit.jupiter.api.Test;

import java.util.Optional;

@StaffettaTest(
        plugins = {HelloPlugin.class, HookedDeliveryTest.Plugin.class},
        config =
                """
                <staffetta hostname="mx.test.example">
                  <domains><domain>example.org</domain></domains>
                  <listeners>
                    <listener name="hello" protocol="hello" bind="127.0.0.1:0" tls="clear"/>
                  </listeners>
                  <auth><accounts use="memory"/></auth>
                  <chain name="out"><hook use="steer"/><hook use="doubtful"/></chain>
                  <routes chain="out">
                    <route domain="local" use="recording"/>
                    <route name="aside" use="recording"/>
                  </routes>
                  <admin enabled="false"/>
                </staffetta>
                """)
class HookedDeliveryTest {

    /// Two hooks of delivery.
    public static final class Plugin implements MailPlugin {
        @Override
        public void register(Registrar registrar) {
            registrar.hook("steer", Steer.class, NoSettings.class);
            registrar.hook("doubtful", Doubtful.class, NoSettings.class);
        }
    }

    static final class Steer implements Hook.OnRoute {
        @Override
        public RouteDecision onRoute(Envelope envelope, int recipient) {
            return new RouteDecision.Use("aside", Optional.of("elsewhere"));
        }
    }

    static final class Doubtful implements Hook.OnAttempt {
        @Override
        public Outcome onAttempt(Envelope envelope, int recipient, Outcome outcome) {
            return new Outcome.Deferred(
                    EnhancedStatus.parse("4.7.1"), "was it " + outcome.detail() + "?");
        }
    }

    @Test
    void hooksDecideOnTheWayAndOnTheOutcome(TestServer server) throws Exception {
        server.addAccount("ann@example.org", "secret");
        try (var client = new HelloClient(server.address("hello"))) {
            client.hear();
            assertThat(client.ask("send bert@example.net ann@example.org Ciao")).startsWith("250");
        }

        assertThat(server.deliveries())
                .singleElement()
                .extracting(Delivery::nextHop)
                .isEqualTo("elsewhere");
        assertThat(server.server().queue().list(10))
                .singleElement()
                .extracting(entry -> entry.recipients().getFirst().progress().detail())
                .isEqualTo("was it recorded?");
    }
}
