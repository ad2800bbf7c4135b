package io.staffetta.remote.client;

import static io.staffetta.remote.client.Dialogue.delivery;
import static io.staffetta.remote.client.Dialogue.limits;
import static io.staffetta.remote.client.Dialogue.open;
import static io.staffetta.remote.client.Dialogue.opening;
import static io.staffetta.remote.client.Dialogue.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;
import io.staffetta.testkit.SmtpPeerSession;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;

@Timeout(60)
class TlsTest {

    private static TestAuthority authority;
    private static X509ExtendedTrustManager trust;
    private static SSLContext good;

    @BeforeAll
    static void issue() throws Exception {
        authority = new TestAuthority();
        trust = authority.trust();
        good = authority.server("mx.test");
    }

    private static OutboundTerms verify(String... names) {
        return new OutboundTerms("test", Level.VERIFY, "for a test", Set.of(names), trust, null);
    }

    private static SmtpPeerScript offering(SSLContext context) {
        return session -> {
            begin(session);
            session.startTls(context);
            session.accept("PIPELINING");
        };
    }

    private static void begin(SmtpPeerSession session) throws IOException {
        session.send("220 peer.test");
        session.expect("EHLO client.test");
        session.offer("STARTTLS", "SIZE 5", "DSN");
        session.answer("STARTTLS", "220 go");
    }

    private static OpeningFailure refusal(SmtpPeerScript script, Opening opening)
            throws IOException {
        try (var peer = SmtpPeer.start(script)) {
            return catchThrowableOfType(OpeningFailure.class, () -> open(peer, opening).close());
        }
    }

    private static OpeningFailure refusal(SmtpPeerScript script, OutboundTerms terms)
            throws IOException {
        return refusal(script, opening(terms, limits("")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"MAY", "ENCRYPT", "VERIFY"})
    void secures(Level level) throws Exception {
        var terms = level == Level.VERIFY ? verify("mx.test") : terms(level);
        try (var peer = SmtpPeer.start(offering(good));
                var conversation = open(peer, opening(terms, limits("")))) {
            assertThat(conversation.tls())
                    .hasValueSatisfying(tls -> assertThat(tls).contains("TLSv1.3 TLS_"));
            // SIZE and DSN were offered in clear: nobody knows by whom.
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOfSatisfying(
                            Outcome.Delivered.class,
                            delivered ->
                                    assertThat(delivered.handover())
                                            .isEqualTo(Outcome.Handover.RELAYED_WITHOUT_DSN));
            assertThat(peer.lines())
                    .containsSubsequence("EHLO client.test", "STARTTLS", "EHLO client.test")
                    .contains("MAIL FROM:<sender@example.org>");
        }
    }

    @Test
    void doesNotSecureWhereThatIsNotWanted() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.accept("STARTTLS");
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.tls()).isEmpty();
            assertThat(peer.lines()).doesNotContain("STARTTLS");
        }
    }

    @Test
    void goesInClearIfThatIsAllThereIs() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting());
                var conversation = open(peer, opening(terms(Level.MAY), limits("")))) {
            assertThat(conversation.tls()).isEmpty();
        }
    }

    @Test
    void goesInClearIfTlsIsNotAvailable() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.read();
                    session.offer("STARTTLS");
                    session.answer("STARTTLS", "454 4.7.0 not now");
                    session.accept();
                };
        try (var peer = SmtpPeer.start(script, script);
                var conversation = open(peer, opening(terms(Level.MAY), limits("")))) {
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOf(Outcome.Delivered.class);
            var failure =
                    catchThrowableOfType(
                            OpeningFailure.class,
                            () -> open(peer, opening(terms(Level.ENCRYPT), limits(""))));
            assertThat(failure.status()).hasToString("4.7.4");
            assertThat(failure.isSaid()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"ENCRYPT", "VERIFY"})
    void waitsIfTlsIsDemandedAndNotOffered(Level level) throws Exception {
        var failure = refusal(SmtpPeerScript.accepting(), terms(level));
        assertThat(failure.status()).hasToString("4.7.4");
        assertThat(failure.clearWouldDo()).isFalse();
    }

    @Test
    void saysNothingToAServerThatMustNotBeUsed() throws Exception {
        SmtpPeerScript script = session -> assertThat(session.isClosed()).isTrue();
        var failure = refusal(script, OutboundTerms.of("test", Level.REFUSE, "not in the policy"));
        assertThat(failure.status()).hasToString("4.7.0");
        assertThat(failure).hasMessage("not in the policy");
    }

    @Test
    void readsNoReplyThatWasInjected() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.read();
                    session.offer("STARTTLS");
                    session.expect("STARTTLS");
                    session.send("220 go", "250-injected.test", "250 AUTH PLAIN");
                    session.startTls(good);
                    session.expect("EHLO client.test");
                    session.offer("PIPELINING");
                    session.accept();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer, opening(verify("mx.test"), limits("")))) {
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOf(Outcome.Delivered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.test", "test", "a.mx.test", "*.mx.test"})
    void verifiesTheName(String name) throws Exception {
        var failure = refusal(offering(authority.server(name)), verify("mx.test"));
        assertThat(failure.status()).hasToString("4.7.5");
        assertThat(failure).hasMessageContaining(name);
        assertThat(failure.clearWouldDo()).isFalse();
    }

    @Test
    void takesAnyNameIfNoneIsDemanded() throws Exception {
        try (var peer = SmtpPeer.start(offering(authority.server("other.test")));
                var conversation = open(peer, opening(verify(), limits("")))) {
            assertThat(conversation.tls()).isPresent();
        }
    }

    @Test
    void verifiesTheAge() throws Exception {
        var old = authority.server(Instant.now().minus(Duration.ofDays(1)), "mx.test");
        var failure = refusal(offering(old), verify("mx.test"));
        assertThat(failure.status()).hasToString("4.7.5");
    }

    @Test
    void verifiesTheAuthority() throws Exception {
        var failure = refusal(offering(new TestAuthority().server("mx.test")), verify("mx.test"));
        assertThat(failure.status()).hasToString("4.7.5");
        var system = new OutboundTerms("test", Level.VERIFY, "why", Set.of("mx.test"), null, null);
        assertThat(refusal(offering(good), system).status()).hasToString("4.7.5");
    }

    @Test
    void saysThatClearWouldDo() throws Exception {
        SmtpPeerScript script =
                session -> {
                    begin(session);
                    session.send("this is no TLS");
                };
        assertThat(refusal(script, terms(Level.MAY)).clearWouldDo()).isTrue();
        assertThat(refusal(script, terms(Level.ENCRYPT)).clearWouldDo()).isFalse();
        assertThat(refusal(script, terms(Level.ENCRYPT)).status()).hasToString("4.7.4");
    }

    @Test
    void isNotHeldInTheHandshake() throws Exception {
        SmtpPeerScript stalls =
                session -> {
                    begin(session);
                    session.stall();
                };
        SmtpPeerScript drips =
                session -> {
                    begin(session);
                    session.readOctets(5);
                    // The head of a long record, then its octets one by one.
                    session.sendOctets(new byte[] {22, 3, 3, 0x3f, 0});
                    session.drip("\2\0\77", Duration.ofMillis(20));
                };
        for (var script : new SmtpPeerScript[] {stalls, drips}) {
            var failure = refusal(script, opening(terms(Level.MAY), limits("handshake")));
            assertThat(failure.status()).hasToString("4.7.4");
            assertThat(failure).hasMessageContaining("not done within");
            assertThat(failure.clearWouldDo()).isTrue();
        }
    }

    @Test
    void speaksImplicitTls() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.startTls(good);
                    session.send("220 peer.test");
                    session.accept();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer, implicit(verify("mx.test")))) {
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOf(Outcome.Delivered.class);
            assertThat(conversation.tls()).isPresent();
        }
        var clear = refusal(session -> session.send("220 hello"), implicit(terms(Level.MAY)));
        assertThat(clear.clearWouldDo()).isFalse();
    }

    private static Opening implicit(OutboundTerms terms) {
        return new Opening(
                Opening.Dialect.SMTP,
                "client.test",
                new NextHop("test", "mx.test", 465, false),
                terms,
                true,
                Optional.empty(),
                limits(""));
    }

    @Test
    void keepsWhatRequireTlsPromises() throws Exception {
        var parameters =
                new MailParameters(
                        OptionalLong.empty(),
                        MailParameters.NONE.body(),
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var delivery = delivery(Dialogue.content(Dialogue.TEXT), parameters, "a@test");
        SmtpPeerScript promising =
                session -> {
                    begin(session);
                    session.startTls(good);
                    session.accept("REQUIRETLS");
                };
        var published =
                new PublishedTls(
                        PublishedTls.Type.STS, "test", List.of(), List.of("mx.test"), true);
        var enforced =
                new OutboundTerms(
                        "mta-sts", Level.VERIFY, "why", Set.of("mx.test"), trust, null, published);
        try (var peer = SmtpPeer.start(promising, promising, promising, offering(good))) {
            // RFC 8689 §4.2.1: the name of the server comes from DNS that anybody can forge.
            try (var conversation = open(peer, opening(verify("mx.test"), limits("")))) {
                assertThat(status(conversation.send(delivery).get(0))).isEqualTo("5.7.30");
            }
            try (var conversation = open(peer, opening(enforced, limits("")))) {
                assertThat(conversation.send(delivery).get(0))
                        .isInstanceOf(Outcome.Delivered.class);
                assertThat(peer.mails().getFirst().mail()).endsWith(" REQUIRETLS");
            }
            try (var conversation = open(peer, opening(terms(Level.ENCRYPT), limits("")))) {
                assertThat(status(conversation.send(delivery).get(0))).isEqualTo("5.7.30");
            }
            try (var conversation = open(peer, opening(enforced, limits("")))) {
                assertThat(status(conversation.send(delivery).get(0))).isEqualTo("5.7.30");
                assertThat(conversation.isReusable()).isTrue();
            }
        }
    }

    private static String status(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.status().toString() : "" + outcome;
    }
}
