package io.staffetta.remote;

import static io.staffetta.remote.Setting.mail;
import static io.staffetta.remote.Setting.remote;
import static io.staffetta.remote.Setting.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.remote.client.TestAuthority;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;
import io.staffetta.testkit.TestDns;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLContext;

/// What observers learn of each way a connection can be secured or not.
@Timeout(60)
class TlsReportsTest {

    private static TestAuthority authority;

    private final Queue<TlsOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private TestDns dns;

    @BeforeAll
    static void issue() throws Exception {
        authority = new TestAuthority();
    }

    @BeforeEach
    void name() throws IOException {
        dns = TestDns.start();
        dns.add("one.example", "MX", "10 mx.test.");
        dns.add("mx.test", "A", "127.0.0.1");
    }

    @AfterEach
    void forget() {
        dns.close();
    }

    @Test
    void successWithoutAnyPolicy() throws Exception {
        assertThat(sent(offering(right()), terms(Level.MAY, null)))
                .isInstanceOf(Outcome.Delivered.class);

        var outcome = outcome(Result.SUCCESS);
        assertThat(outcome.published()).isNull();
        assertThat(outcome.nextHop().destination()).isEqualTo("one.example");
        assertThat(outcome.nextHop().host()).isEqualTo("mx.test");
        assertThat(outcome.remote()).contains(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(outcome.local()).isPresent();
        assertThat(outcome.detail()).isEmpty();
    }

    @Test
    void nothingWhereTlsIsNotWanted() throws Exception {
        sent(SmtpPeerScript.accepting("STARTTLS"), terms(Level.NONE, null));

        assertThat(outcomes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"MAY", "ENCRYPT"})
    void aServerWithoutStartTls(Level level) throws Exception {
        sent(SmtpPeerScript.accepting(), terms(level, null));

        outcome(Result.STARTTLS_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"MAY", "VERIFY"})
    void aPolicyThatDoesNotFit(Level level) throws Exception {
        var testing = level == Level.MAY;
        var stranger = new TestAuthority();
        var old = authority.server(Instant.now().minus(Duration.ofDays(1)), "mx.test");

        for (var flawed :
                List.of(
                        new Flawed(authority.server("b.test"), Result.CERTIFICATE_HOST_MISMATCH),
                        new Flawed(stranger.server("mx.test"), Result.CERTIFICATE_NOT_TRUSTED),
                        new Flawed(old, Result.CERTIFICATE_EXPIRED))) {
            outcomes.clear();
            var sent =
                    sent(
                            offering(flawed.context()),
                            terms(level, published(PublishedTls.Type.STS, testing)));

            // A policy that is only being tested keeps no mail back.
            assertThat(sent)
                    .isInstanceOf(testing ? Outcome.Delivered.class : Outcome.Deferred.class);
            var outcome = outcome(flawed.result());
            assertThat(outcome.detail()).isNotEmpty();
            assertThat(outcome.published()).isEqualTo(published(PublishedTls.Type.STS, testing));
        }
    }

    private record Flawed(SSLContext context, Result result) {}

    @Test
    void aTestedPolicyThatFits() throws Exception {
        sent(offering(right()), terms(Level.MAY, published(PublishedTls.Type.STS, true)));

        outcome(Result.SUCCESS);
    }

    @Test
    void whateverIsWrongUnderTlsaRecords() throws Exception {
        var stranger = new TestAuthority().server("mx.test");
        sent(offering(stranger), terms(Level.VERIFY, published(PublishedTls.Type.TLSA, false)));

        assertThat(outcome(Result.TLSA_INVALID).local())
                .as("known although the connection is gone")
                .contains(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void aHandshakeThatBreaksIsReportedOnceAndTheMailGoesInClear() throws Exception {
        SmtpPeerScript broken =
                session -> {
                    session.send("220 peer.test");
                    session.read();
                    session.offer("STARTTLS");
                    session.answer("STARTTLS", "220 go");
                    session.send("this is no TLS");
                };
        try (var peer = SmtpPeer.start(broken, SmtpPeerScript.accepting())) {
            assertThat(sent(peer, terms(Level.MAY, null))).isInstanceOf(Outcome.Delivered.class);
        }

        outcome(Result.VALIDATION_FAILURE);
    }

    private static SSLContext right() throws Exception {
        return authority.server("mx.test");
    }

    private static SmtpPeerScript offering(SSLContext context) {
        return session -> {
            session.send("220 peer.test");
            session.read();
            session.offer("STARTTLS");
            session.answer("STARTTLS", "220 go");
            session.startTls(context);
            session.accept();
        };
    }

    private static PublishedTls published(PublishedTls.Type type, boolean testing) {
        return new PublishedTls(type, "one.example", List.of("line"), List.of(), !testing);
    }

    private static OutboundTerms terms(Level level, @Nullable PublishedTls published)
            throws Exception {
        boolean judged = published != null;
        return new OutboundTerms(
                "test",
                level,
                "for a test",
                judged ? Set.of("mx.test") : Set.of(),
                judged ? authority.trust() : null,
                null,
                published);
    }

    private Outcome sent(SmtpPeerScript script, OutboundTerms terms) throws Exception {
        try (var peer = SmtpPeer.start(script)) {
            return sent(peer, terms);
        }
    }

    private Outcome sent(SmtpPeer peer, OutboundTerms terms) {
        var transport = remote(settings(dns, peer.port()), _ -> terms, outcomes::add);
        try {
            var outcome = transport.deliver(mail(transport, "a@one.example")).get(0);
            assertThat(outcome).isNotNull();
            return outcome;
        } finally {
            transport.close();
        }
    }

    private TlsOutcome outcome(Result expected) {
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.result()).isEqualTo(expected));
        return outcomes.element();
    }
}
