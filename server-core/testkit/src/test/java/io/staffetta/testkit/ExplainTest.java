package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.admin.Explanation;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

@StaffettaTest(
        plugins = {HelloPlugin.class, ExplainTest.Plugin.class},
        config =
                """
                <staffetta hostname="mx.test.example">
                  <domains><domain>example.org</domain></domains>
                  <listeners>
                    <listener name="mx" protocol="hello" bind="127.0.0.1:0" tls="clear" chain="in"/>
                  </listeners>
                  <auth><accounts use="memory"/></auth>
                  <chain name="in"><hook use="picky"/><hook use="observer" mode="observe"/></chain>
                  <chain name="out"><hook use="steer"/></chain>
                  <routes chain="out">
                    <route domain="local" use="recording"/>
                    <route domain="*" use="recording"/>
                    <route domain="forward.test" use="talkative"/>
                    <route name="aside" use="recording"/>
                  </routes>
                  <admin enabled="false"/>
                </staffetta>
                """)
class ExplainTest {

    /// Hooks and a transport with something to say.
    public static final class Plugin implements MailPlugin {
        @Override
        public void register(Registrar registrar) {
            registrar.hook("picky", Picky.class, NoSettings.class);
            registrar.hook("observer", Observer.class, NoSettings.class);
            registrar.hook("steer", Steer.class, NoSettings.class);
            registrar.transport("talkative", Talkative.class, NoSettings.class);
        }
    }

    static final class Picky implements Hook.OnMail {
        @Override
        public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
            var name = session.greeting().orElseThrow().name();
            session.report(new Finding("picky", "looked", name, Map.of()));
            return session.clientIp().filter(ip -> ip.isLoopbackAddress()).isPresent()
                    ? Decision.NEXT
                    : Decision.refuse(550, "5.7.1", "Not from there");
        }
    }

    static final class Observer implements Hook.OnConnect {
        @Override
        public Decision onConnect(Session session) {
            return Decision.refuse(450, "4.7.1", "Later");
        }
    }

    static final class Steer implements Hook.OnRoute {
        @Override
        public RouteDecision onRoute(Envelope envelope, int recipient) {
            return switch (envelope.recipients().get(recipient).mailbox().localPart()) {
                case "aside" -> new RouteDecision.Use("aside", Optional.empty());
                case "never" ->
                        new RouteDecision.Settle(
                                new Outcome.Failed(EnhancedStatus.parse("5.7.1"), "never"));
                default -> RouteDecision.NEXT;
            };
        }
    }

    static final class Talkative implements Transport {
        @Override
        public String nextHop(Mailbox recipient) {
            return recipient.domain().name();
        }

        @Override
        public Map<Integer, Outcome> deliver(Delivery delivery) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> explain(ReversePath sender, Mailbox recipient, String nextHop) {
            if (recipient.localPart().equals("odd")) {
                throw new IllegalStateException("no idea");
            }
            return List.of("would connect to " + nextHop, "with TLS");
        }
    }

    private static Explanation explain(TestServer server, String to) {
        return explain(server, to, Optional.empty());
    }

    private static Explanation explain(TestServer server, String to, Optional<String> clientIp) {
        return server.server()
                .explain(
                        new ExplainRequest(
                                Optional.empty(),
                                "joe@elsewhere.example",
                                to,
                                clientIp,
                                Optional.empty()));
    }

    private static List<String> steps(Explanation explanation) {
        return explanation.steps().stream()
                .map(step ->
                        "%s, %s: %s (%s)"
                                .formatted(step.phase(), step.by(), step.result(), step.detail()))
                .toList();
    }

    @Test
    void hookByHookGuardByGuardRouteByRoute(TestServer server) {
        server.addAccount("ann@example.org", "secret");

        var explanation = explain(server, "ann@example.org");

        assertThat(explanation.verdict())
                .isEqualTo("would be accepted and given to route local (recording)");
        assertThat(steps(explanation))
                .containsExactly(
                        "connect, hook observer: refuse (observed, not acted upon:"
                                + " 450 4.7.1 Later)",
                        "mail, hook picky: next (picky=looked ([127.0.0.1]))",
                        "mail, guard tls-required: passed ()",
                        "mail, guard auth-required: passed ()",
                        "mail, guard size: passed ()",
                        "mail, guard sender-owner: passed ()",
                        "rcpt, guard recipient: passed ([ann@example.org])",
                        "route, hook steer: next ()",
                        "route, route local: chosen (example.org matches local)",
                        "route, route *: passed over (example.org matches *, which is less"
                                + " specific)",
                        "transport, recording: chosen ()");
        assertThat(server.deliveries()).isEmpty();
        assertThat(server.server().queue().size()).isZero();
    }

    @Test
    void everyTargetOfAnAliasIsFollowed(TestServer server) {
        server.addAccount("ann@example.org", "secret");
        var store = server.server().accountAdministration().orElseThrow();
        for (var target :
                List.of(
                        "x@forward.test",
                        "odd@forward.test",
                        "aside@elsewhere.test",
                        "never@elsewhere.test")) {
            store.addAlias("team@example.org", Mailbox.parse(target));
        }

        var explanation = explain(server, "team@example.org");

        assertThat(explanation.verdict())
                .startsWith("would be accepted and for ")
                .contains(
                        "for x@forward.test given to route forward.test (talkative), next"
                                + " hop forward.test",
                        "for aside@elsewhere.test given to route aside (recording)",
                        "for never@elsewhere.test returned to the sender: 5.7.1 never");
        assertThat(steps(explanation))
                .contains(
                        "alias, team@example.org: leads (to x@forward.test)",
                        "transport, talkative: plan (would connect to forward.test)",
                        "transport, talkative: plan (with TLS)",
                        "transport, talkative: error (no idea)",
                        "route, hook steer: failed (5.7.1 never)")
                .anyMatch(step -> step.startsWith("route, hook steer: use ("));
    }

    @Test
    void aRefusalEndsIt(TestServer server) {
        var relayed = explain(server, "x@forward.test");
        assertThat(relayed.verdict()).isEqualTo("would be refused: 550 5.7.1 Relaying denied");
        assertThat(steps(relayed)).last().asString().startsWith("rcpt, guard relay: refused");

        var picked = explain(server, "ann@example.org", Optional.of("192.0.2.1"));
        assertThat(picked.verdict()).isEqualTo("would be refused: 550 5.7.1 Not from there");
        assertThat(server.server().metrics()).doesNotContain("hook=\"picky\"");
    }

    @Test
    void whatMakesNoSenseIsSaid(TestServer server) {
        var none = Optional.<String>empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        server.server()
                                .explain(
                                        new ExplainRequest(
                                                Optional.of("mailbox"), "", "a@b", none, none)))
                .withMessage("there is no listener 'mailbox'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explain(server, "nobody"))
                .withMessageContaining("no @");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explain(server, "a@example.org", Optional.of("here")))
                .withMessage("'here' is not an IP address");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        server.server()
                                .explain(
                                        new ExplainRequest(
                                                none, "", "a@b", none, Optional.of("ann"))))
                .withMessageContaining("leave the account out");
    }

    @Test
    @StaffettaTest
    void withoutListenersThereIsNothingToExplain(TestServer server) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explain(server, "ann@example.org"))
                .withMessage("there is no listener at all");
        server.close();
        assertThatIllegalStateException().isThrownBy(() -> explain(server, "ann@example.org"));
    }
}
