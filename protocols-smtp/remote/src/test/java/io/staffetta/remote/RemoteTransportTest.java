package io.staffetta.remote;

import static io.staffetta.remote.Setting.NO_OPINION;
import static io.staffetta.remote.Setting.mail;
import static io.staffetta.remote.Setting.remote;
import static io.staffetta.remote.Setting.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.testkit.Await;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TransportContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class RemoteTransportTest implements TransportContract {

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestDns dns;
    private SmtpPeer peer;

    @BeforeEach
    void start() throws IOException {
        dns = TestDns.start();
        peer = accepting();
        for (var domain : List.of("one.example", "two.example")) {
            dns.add(domain, "MX", "10 mx.example.");
        }
        dns.add("mx.example", "A", "127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
        dns.close();
    }

    @Override
    public Transport transport() {
        return route();
    }

    @Override
    public List<Mailbox> recipients() {
        return List.of(Mailbox.parse("a@one.example"), Mailbox.parse("b@one.example"));
    }

    @Override
    public String nextHop() {
        return "one.example";
    }

    @Test
    void nextHopIsTheDomainOrTheRoutesHost() {
        var mailbox = Mailbox.parse("a@Bücher.example");
        assertThat(route().nextHop(mailbox)).isEqualTo("xn--bcher-kva.example");
        assertThat(route("[192.0.2.1]", "smart.example:587").nextHop(mailbox))
                .isEqualTo("[192.0.2.1]:" + peer.port());
    }

    @Test
    void whoeverPutsAnotherNextHopInPlaceIsFollowed() throws Exception {
        var transport = route("[192.0.2.1]");
        var delivery = mail(transport, "a@one.example");

        var outcomes =
                transport.deliver(
                        new Delivery(
                                delivery.id(),
                                delivery.envelope(),
                                delivery.content(),
                                delivery.recipients(),
                                "[127.0.0.1]:" + peer.port()));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aConversationIsUsedAgainForTheSameDestination() {
        var transport = route();
        for (int i = 0; i < 3; i++) {
            transport.deliver(mail(transport, "a@one.example"));
        }
        assertThat(peer.mails()).hasSize(3);
        assertThat(conversations()).isEqualTo(1);
        assertThat(peer.lines()).doesNotContain("RSET");
    }

    @Test
    void aConversationThatWasUnusedForLongIsAskedFirst() {
        var transport = route(new PoolSettings(Duration.ofMinutes(1), 0, 0, Duration.ofNanos(1)));
        for (int i = 0; i < 3; i++) {
            transport.deliver(mail(transport, "a@one.example"));
        }
        assertThat(peer.mails()).hasSize(3);
        assertThat(conversations()).isEqualTo(1);
        assertThat(peer.lines()).filteredOn("RSET"::equals).hasSize(2);
    }

    @Test
    void aConversationWhoseMessageWasRefusedIsAskedFirst() throws Exception {
        var picky =
                opened(
                        SmtpPeer.start(session -> {
                            session.send("220 peer.test");
                            session.answer("EHLO us.example.net", "250 peer.test");
                            session.read();
                            session.send("250 ok");
                            session.read();
                            session.send("550 5.1.1 nobody");
                            session.answer("RSET", "250 ok");
                            session.read();
                            session.send("550 5.7.1 not you");
                        }));
        var transport = route("[127.0.0.1]:" + picky.port());
        transport.deliver(mail(transport, "b@one.example"));

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0).detail()).contains("not you");
        assertThat(picky.lines()).filteredOn("RSET"::equals).hasSize(1);
    }

    @Test
    void aConversationIsNotSharedBetweenDestinations() {
        var transport = route();
        transport.deliver(mail(transport, "a@one.example"));
        transport.deliver(mail(transport, "a@two.example"));
        assertThat(conversations()).isEqualTo(2);
    }

    @Test
    void aConversationIsNotUsedForMailThatDemandsMore() {
        var transport = route();
        transport.deliver(mail(transport, "a@one.example"));
        var demanding =
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.SEVEN_BIT,
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        var outcomes = transport.deliver(mail(transport, demanding, "a@one.example"));

        assertThat(outcomes.get(0)).isNotInstanceOf(Outcome.Delivered.class);
        assertThat(peer.mails()).hasSize(1);
        assertThat(conversations()).isEqualTo(2);
    }

    @Test
    void aConversationEndsAfterItsShareOfDeliveries() {
        var transport = route(Setting.pool(Duration.ofMinutes(1), 2));
        for (int i = 0; i < 4; i++) {
            transport.deliver(mail(transport, "a@one.example"));
        }
        assertThat(peer.mails()).hasSize(4);
        assertThat(conversations()).isEqualTo(2);
    }

    @Test
    void anIdleConversationTakesLeave() {
        var transport = route(Setting.pool(Duration.ofMillis(50), 0));
        transport.deliver(mail(transport, "a@one.example"));
        Await.until(() -> peer.lines().contains("QUIT"));
        transport.deliver(mail(transport, "a@one.example"));
        assertThat(conversations()).isEqualTo(2);
    }

    @Test
    void closingTakesLeave() {
        var transport = route(Setting.pool(Duration.ofMinutes(1), 0));
        transport.deliver(mail(transport, "a@one.example"));
        transport.close();
        Await.until(() -> peer.lines().contains("QUIT"));
        assertThat(conversations()).isEqualTo(1);
    }

    @Test
    void aConversationThatDiedWhileIdleIsReplaced() throws Exception {
        var fickle =
                opened(
                        SmtpPeer.start(
                                session -> {
                                    session.send("220 peer.test");
                                    session.answer("EHLO us.example.net", "250 peer.test");
                                    session.read();
                                    session.send("250 ok");
                                    session.read();
                                    session.send("250 ok");
                                    session.answer("DATA", "354 go");
                                    session.readContent();
                                    session.send("250 taken");
                                },
                                SmtpPeerScript.accepting()));
        var transport = route("[127.0.0.1]:" + fickle.port());
        transport.deliver(mail(transport, "a@one.example"));

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(fickle.mails()).hasSize(1);
    }

    @Test
    void theNextHostIsTriedIfOneCannotBeTalkedTo() throws Exception {
        var unwilling =
                opened(SmtpPeer.start(session -> session.send("554 5.7.1 no service for you")));
        var leaving =
                opened(
                        SmtpPeer.start(session -> {
                            session.send("220 peer.test");
                            session.answer("EHLO us.example.net", "250 peer.test");
                            session.read();
                            session.send("421 4.3.2 going down");
                        }));
        var transport =
                route(
                        "[127.0.0.1]:1",
                        "[127.0.0.1]:" + unwilling.port(),
                        "[127.0.0.1]:" + leaving.port(),
                        "[127.0.0.1]:" + peer.port());

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(peer.mails()).hasSize(1);
    }

    @Test
    void whatAServerSaidOfARecipientCounts() throws Exception {
        var busy =
                opened(
                        SmtpPeer.start(session -> {
                            session.send("220 peer.test");
                            session.answer("EHLO us.example.net", "250 peer.test");
                            session.read();
                            session.send("250 ok");
                            session.read();
                            session.send("450 4.2.1 greylisted");
                            session.read();
                            session.send("221 bye");
                        }));
        var transport = route("[127.0.0.1]:" + busy.port(), "[127.0.0.1]:" + peer.port());

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> {
                            assertThat(deferred.detail()).isEqualTo("450 4.2.1 greylisted");
                            assertThat(deferred.remoteMta()).contains("[127.0.0.1]");
                            assertThat(deferred.unreachable()).isFalse();
                        });
        assertThat(peer.mails()).isEmpty();
    }

    @Test
    void aMessageThatMayHaveArrivedIsNotGivenToAnotherHostAtOnce() throws Exception {
        var silent =
                opened(
                        SmtpPeer.start(session -> {
                            session.send("220 peer.test");
                            session.answer("EHLO us.example.net", "250 peer.test");
                            session.read();
                            session.send("250 ok");
                            session.read();
                            session.send("250 ok");
                            session.answer("DATA", "354 go");
                            session.readContent();
                        }));
        var transport = route("[127.0.0.1]:" + silent.port(), "[127.0.0.1]:" + peer.port());

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0).detail()).contains("may have been delivered");
        assertThat(peer.mails()).isEmpty();
    }

    @Test
    void aHostThatAPolicyRefusesIsPassedOver() throws Exception {
        dns.add("one.example", "MX", "5 evil.example.").add("evil.example", "A", "127.0.0.1");
        var transport =
                opened(
                        remote(
                                settings(dns, peer.port()),
                                hop ->
                                        hop.host().equals("evil.example")
                                                ? OutboundTerms.of("p", Level.REFUSE, "not listed")
                                                : OutboundTerms.of("p", Level.MAY, "listed")));

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0).remoteMta()).contains("mx.example");
        assertThat(transport.explain(ReversePath.NULL, recipients().getFirst(), "one.example"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("MX 5 evil.example", "TLS refuse by p"),
                        line -> assertThat(line).contains("MX 10 mx.example", "127.0.0.1"));
    }

    @Test
    void aRouteWithoutADemandDoesAsThePolicySays() throws Exception {
        var offering = opened(SmtpPeer.start(SmtpPeerScript.accepting("STARTTLS")));
        var transport =
                opened(
                        remote(
                                settings(dns, offering.port()),
                                _ -> OutboundTerms.of("p", Level.NONE, "its TLS is broken")));

        assertThat(transport.deliver(mail(transport, "a@one.example")).get(0))
                .isInstanceOf(Outcome.Delivered.class);

        assertThat(offering.lines()).doesNotContain("STARTTLS");
    }

    @Test
    void aPolicyThatCannotTellDefers() {
        var transport =
                opened(
                        remote(
                                settings(dns, peer.port()),
                                _ -> {
                                    throw new IOException("policy server is down");
                                }));

        var outcomes = transport.deliver(mail(transport, "a@one.example"));

        assertThat(outcomes.get(0))
                .isInstanceOf(Outcome.Deferred.class)
                .extracting(Outcome::detail)
                .asString()
                .contains("policy server is down");
        assertThat(peer.lines()).isEmpty();
    }

    @Test
    void aDomainThatDoesNotExistFailsAtOnce() {
        var transport = route();
        var outcomes = transport.deliver(mail(transport, "a@gone.example"));
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.status()).hasToString("5.1.2"));
    }

    @Test
    void aServerWhoseTlsIsBrokenIsTalkedToInClearUnlessTlsIsDemanded() throws Exception {
        SmtpPeerScript broken =
                session -> {
                    session.send("220 peer.test");
                    session.answer("EHLO us.example.net", "250-peer.test", "250 STARTTLS");
                    session.answer("STARTTLS", "220 go");
                    session.send("this is no handshake");
                };
        var half = opened(SmtpPeer.start(broken, SmtpPeerScript.accepting("STARTTLS"), broken));
        var host = "[127.0.0.1]:" + half.port();
        var transport = route(host);

        assertThat(transport.deliver(mail(transport, "a@one.example")).get(0))
                .isInstanceOf(Outcome.Delivered.class);
        var strict =
                opened(
                        remote(
                                settings(dns, peer.port(), host),
                                _ -> OutboundTerms.of("p", Level.ENCRYPT, "demanded")));
        assertThat(strict.deliver(mail(strict, "a@one.example")).get(0))
                .isInstanceOf(Outcome.Deferred.class);
        assertThat(half.mails()).hasSize(1);
    }

    @Test
    void aPasswordIsNeverSentInClear() {
        assertThatThrownBy(() -> withUser(RouteTls.MAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tls: must be encrypt or verify");
        assertThat(withUser(null).demand()).contains(RouteTls.VERIFY);
    }

    private RemoteSettings withUser(RouteTls tls) {
        var some = settings(dns, 25);
        return new RemoteSettings(
                some.hosts(),
                some.port(),
                tls,
                false,
                "user",
                Secret.of("secret"),
                "",
                0,
                0,
                0,
                some.timeouts(),
                some.pool(),
                some.connect(),
                some.dns());
    }

    private long conversations() {
        return peer.lines().stream().filter(line -> line.startsWith("EHLO")).count();
    }

    private RemoteTransport route(String... hosts) {
        return opened(remote(settings(dns, peer.port(), hosts), NO_OPINION));
    }

    private RemoteTransport route(PoolSettings pool) {
        return opened(remote(settings(dns, peer.port(), pool), NO_OPINION));
    }

    private SmtpPeer accepting() throws IOException {
        return opened(SmtpPeer.start(SmtpPeerScript.accepting("PIPELINING")));
    }

    private RemoteTransport opened(RemoteTransport transport) {
        open.add(transport::close);
        return transport;
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(resource);
        return resource;
    }
}
