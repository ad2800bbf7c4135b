package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.kernel.session.HookRunner;
import io.staffetta.kernel.session.OutboundPolicies;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class TlsObserversTest {

    private static final NextHop HOP = new NextHop("example.org", "mx.example.org", 25, true);
    private static final TlsOutcome OUTCOME =
            new TlsOutcome(
                    HOP, null, Result.DNSSEC_INVALID, "bogus", Optional.empty(), Optional.empty());

    private final List<TlsOutcome> seen = new ArrayList<>();

    @Test
    void oneThatFailsKeepsNothingFromTheNext() {
        observers(
                        _ -> {
                            throw new IllegalStateException("broken");
                        },
                        seen::add)
                .observed(OUTCOME);

        assertThat(seen).containsExactly(OUTCOME);
    }

    @Test
    void theyLearnWhatAPolicyMetButNotWhatIsOnlyExplained() throws Exception {
        var observers = observers(seen::add);
        OutboundTlsPolicy policy =
                hop -> {
                    observers.observed(OUTCOME);
                    return Optional.of(OutboundTerms.of("test", Level.REFUSE, "bogus"));
                };
        try (var runner = new HookRunner(new MetersRegistry())) {
            var policies =
                    new OutboundPolicies(
                            List.of(new OutboundPolicies.Named("test", policy)),
                            runner,
                            Limits.DEFAULTS);

            assertThat(policies.explain(HOP).level()).isEqualTo(Level.REFUSE);
            assertThat(seen).isEmpty();
            assertThat(policies.terms(HOP).level()).isEqualTo(Level.REFUSE);
            assertThat(seen).containsExactly(OUTCOME);
        }
    }

    private static TlsObserver observers(TlsObserver... all) {
        var late = new Late<List<TlsObserver>>("observers");
        late.set(List.of(all));
        return new TlsObservers(late);
    }
}
