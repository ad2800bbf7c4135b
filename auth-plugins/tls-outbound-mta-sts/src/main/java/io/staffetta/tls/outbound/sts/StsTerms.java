package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.tls.outbound.sts.StsPolicy.Mode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.X509ExtendedTrustManager;

/// Makes terms of policies (RFC 8461 §4, §5).
///
/// @param policies of domains
/// @param observer is told of hosts that do not fit
/// @param trust who is believed of mail servers; `null` for the system's authorities
record StsTerms(Policies policies, TlsObserver observer, @Nullable X509ExtendedTrustManager trust) {

    private static final int SHOWN_PATTERNS = 5;

    Optional<OutboundTerms> of(NextHop hop) throws IOException, InterruptedException {
        var found = active(policies.find(hop.destination()));
        if (found.isPresent() && !found.get().policy().match(hop.host()).isPresent()) {
            found = active(policies.findAnew(hop.destination()));
        }
        return found.map(policy -> terms(policy, hop));
    }

    private static Optional<CachedPolicy> active(Optional<CachedPolicy> policy) {
        return policy.filter(known -> known.policy().mode() != Mode.NONE);
    }

    private OutboundTerms terms(CachedPolicy cached, NextHop hop) {
        var match = cached.policy().match(hop.host());
        var reason = reason(cached, match);
        if (match.isEmpty()) {
            report(cached, hop, reason);
            return new OutboundTerms(
                    "mta-sts",
                    isEnforced(cached) ? Level.REFUSE : Level.MAY,
                    reason,
                    Set.of(),
                    null,
                    null,
                    null);
        }
        return new OutboundTerms(
                "mta-sts",
                isEnforced(cached) ? Level.VERIFY : Level.MAY,
                reason,
                Set.of(hop.host()),
                trust,
                null,
                cached.published());
    }

    private static boolean isEnforced(CachedPolicy cached) {
        return cached.policy().mode() == Mode.ENFORCE;
    }

    private static String reason(CachedPolicy cached, Optional<String> match) {
        return "MTA-STS of %s: %s, id %s, until %s, host %s"
                .formatted(
                        cached.domain(),
                        cached.policy().mode().name().toLowerCase(Locale.ROOT),
                        cached.id(),
                        cached.end().truncatedTo(ChronoUnit.SECONDS),
                        match.map(pattern -> "matches " + pattern)
                                .orElseGet(() -> "matches none of " + shown(cached)));
    }

    private static String shown(CachedPolicy cached) {
        List<String> hosts = cached.policy().hosts();
        return hosts.size() <= SHOWN_PATTERNS
                ? String.join(", ", hosts)
                : String.join(", ", hosts.subList(0, SHOWN_PATTERNS)) + ", …";
    }

    /// No connection follows that could be reported as one of this policy.
    private void report(CachedPolicy cached, NextHop hop, String reason) {
        observer.observed(
                new TlsOutcome(
                        hop,
                        cached.published(),
                        TlsOutcome.Result.VALIDATION_FAILURE,
                        reason,
                        Optional.empty(),
                        Optional.empty()));
    }
}
