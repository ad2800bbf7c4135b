package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.OutboundTlsPolicy.Precedence;
import io.staffetta.spi.tls.PublishedTls;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.X509ExtendedKeyManager;

@Timeout(60)
class OutboundPoliciesTest {

    private static final NextHop HOP = new NextHop("example.org", "mx.example.org", 25, true);

    private final HookRunner runner = new HookRunner(new TestMeters(), _ -> {});

    @AfterEach
    void close() {
        runner.close();
    }

    private OutboundPolicies policies(Duration deadline, OutboundTlsPolicy... all) {
        var d = Limits.DEFAULTS;
        var limits =
                new Limits(
                        d.messageSize(),
                        d.recipients(),
                        d.receivedHeaders(),
                        d.headerOctets(),
                        d.loginFailures(),
                        d.loginDelay(),
                        d.maxLoginDelay(),
                        d.loginMemory(),
                        d.loginFailuresPerClient(),
                        d.loginFailuresPerNetwork(),
                        d.loginFailuresPerAccount(),
                        d.loginExemptNetworks(),
                        d.loginSaveInterval(),
                        d.shutdownGrace(),
                        d.lookupDeadline(),
                        deadline,
                        d.abandonedCalls());
        List<OutboundPolicies.Named> named =
                Arrays.stream(all).map(policy -> new OutboundPolicies.Named("p", policy)).toList();
        return new OutboundPolicies(named, runner, limits);
    }

    private static OutboundTlsPolicy says(String name, Level level) {
        return _ -> Optional.of(OutboundTerms.of(name, level, "test"));
    }

    @Test
    void withoutAnOpinionTlsIsUsedIfItIsOffered() throws Exception {
        var terms = policies(Server.LONG, _ -> Optional.empty()).terms(HOP);

        assertThat(terms.policy()).isEqualTo("default");
        assertThat(terms.level()).isEqualTo(Level.MAY);
        assertThat(policies(Server.LONG).terms(HOP)).isEqualTo(terms);
    }

    @Test
    void theFirstWithAnOpinionDecides() throws Exception {
        var terms =
                policies(
                                Server.LONG,
                                _ -> Optional.empty(),
                                says("one", Level.VERIFY),
                                says("two", Level.NONE))
                        .terms(HOP);

        assertThat(terms.policy()).isEqualTo("one");
    }

    @Test
    void whatIsPublishedGoesBeforeWhatIsConfigured() throws Exception {
        var configured = says("configured", Level.MAY);
        var sts = published("mta-sts", Precedence.MTA_STS, null);
        var dane = published("dane", Precedence.DANE, null);

        assertThat(policies(Server.LONG, configured, sts, dane).terms(HOP).policy())
                .isEqualTo("dane");
        assertThat(policies(Server.LONG, configured, sts).terms(HOP).policy()).isEqualTo("mta-sts");
    }

    /// RFC 8461 §5: testing is as if there were no policy, but for what observers are told.
    @Test
    void whatIsPublishedForATestUndoesNothing() throws Exception {
        var published =
                new PublishedTls(PublishedTls.Type.STS, "example.org", List.of(), List.of(), false);
        var test =
                published(
                        Precedence.MTA_STS,
                        null,
                        new OutboundTerms(
                                "mta-sts",
                                Level.MAY,
                                "test",
                                Set.of("mx.example.org"),
                                null,
                                null,
                                published));

        for (var level : List.of(Level.NONE, Level.VERIFY, Level.REFUSE)) {
            assertThat(policies(Server.LONG, says("configured", level), test).terms(HOP))
                    .isEqualTo(OutboundTerms.of("configured", level, "test"));
        }
        var encrypted = policies(Server.LONG, says("configured", Level.ENCRYPT), test).terms(HOP);
        assertThat(encrypted.policy()).isEqualTo("configured");
        assertThat(encrypted.level()).isEqualTo(Level.ENCRYPT);
        assertThat(encrypted.published()).isEqualTo(published);
        for (var terms :
                List.of(
                        policies(Server.LONG, says("configured", Level.MAY), test).terms(HOP),
                        policies(Server.LONG, test).terms(HOP))) {
            assertThat(terms.policy()).isEqualTo("mta-sts");
            assertThat(terms.published()).isEqualTo(published);
        }
    }

    @Test
    void theCertificateToShowIsThatOfTheFirstWhoHasOne() throws Exception {
        var one = new NoKeys();
        var terms =
                policies(
                                Server.LONG,
                                says("decides", Level.MAY),
                                published("one", Precedence.CONFIGURED, one),
                                published("other", Precedence.CONFIGURED, new NoKeys()))
                        .terms(HOP);

        assertThat(terms.policy()).isEqualTo("decides");
        assertThat(terms.clientCertificates()).isSameAs(one);
    }

    private static OutboundTlsPolicy published(
            String name, Precedence precedence, @Nullable X509ExtendedKeyManager keys) {
        return published(precedence, keys, OutboundTerms.of(name, Level.ENCRYPT, "test"));
    }

    private static OutboundTlsPolicy published(
            Precedence precedence, @Nullable X509ExtendedKeyManager keys, OutboundTerms terms) {
        return new OutboundTlsPolicy() {
            @Override
            public Optional<OutboundTerms> terms(NextHop nextHop) {
                return Optional.of(terms);
            }

            @Override
            public Precedence precedence() {
                return precedence;
            }

            @Override
            public Optional<X509ExtendedKeyManager> clientCertificates(NextHop nextHop) {
                return Optional.ofNullable(keys);
            }
        };
    }

    /// Told from others by its identity only.
    private static final class NoKeys extends X509ExtendedKeyManager {

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    @Test
    void ifOneCannotTellTheNextIsNotAsked() {
        var broken =
                policies(
                        Server.LONG,
                        _ -> {
                            throw new IllegalStateException("SERVFAIL\nof example.org");
                        },
                        says("two", Level.NONE));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> broken.terms(HOP))
                .withMessage("TLS policy 'p' cannot tell now: SERVFAIL");
    }

    @Test
    void oneThatHangsDoesNotHoldADelivery() {
        var hanging =
                policies(
                        Server.SHORT,
                        _ -> {
                            new CountDownLatch(1).await();
                            return Optional.empty();
                        });

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> hanging.terms(HOP))
                .withMessage("TLS policy 'p' cannot tell now: missed its deadline");
    }

    @Test
    void nullIsNoAnswer() {
        var silent = policies(Server.LONG, _ -> null, says("two", Level.NONE));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> silent.terms(HOP))
                .withMessageEndingWith("returned null");
    }
}
