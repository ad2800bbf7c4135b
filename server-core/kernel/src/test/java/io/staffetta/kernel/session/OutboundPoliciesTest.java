package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

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
