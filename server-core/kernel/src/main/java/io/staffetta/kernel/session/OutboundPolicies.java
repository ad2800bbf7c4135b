package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.OutboundTlsPolicy.Precedence;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The policies of the configuration for connections to other servers, each with a deadline: one
/// that hangs must not hold a delivery. Used by many threads.
///
/// @param policies in any order; they are asked as their precedence demands, then as written
/// @param runner runs them
/// @param limits how long they may take
public record OutboundPolicies(List<Named> policies, HookRunner runner, Limits limits)
        implements OutboundTls {

    private static final OutboundTerms DEFAULT =
            OutboundTerms.of(
                    OutboundTls.DEFAULT,
                    OutboundTerms.Level.MAY,
                    "no policy has an opinion of this host");

    private static final ScopedValue<Boolean> REHEARSAL = ScopedValue.newInstance();

    /// A policy with the name the operator used.
    public record Named(String name, OutboundTlsPolicy policy) {}

    public OutboundPolicies {
        policies =
                policies.stream()
                        .sorted(Comparator.comparing(named -> named.policy().precedence()))
                        .toList();
    }

    /// Whether this thread asks policies for [#explain] only.
    public static boolean isRehearsal() {
        return REHEARSAL.isBound();
    }

    @Override
    public OutboundTerms explain(NextHop nextHop) throws IOException {
        return ScopedValue.where(REHEARSAL, true).call(() -> terms(nextHop));
    }

    @Override
    public OutboundTerms terms(NextHop nextHop) throws IOException {
        var observed = Optional.<OutboundTerms>empty();
        for (var named : policies) {
            var opinion = ask(named, nextHop);
            if (opinion.isPresent() && isOnlyObserved(named, opinion.get())) {
                observed = observed.or(() -> opinion);
            } else if (opinion.isPresent()) {
                var decided = observed.map(known -> merged(opinion.get(), known));
                return withClientCertificates(decided.orElseGet(opinion::get), nextHop);
            }
        }
        return withClientCertificates(observed.orElse(DEFAULT), nextHop);
    }

    /// What a destination publishes for a test only (RFC 8461 §5) must not undo what the operator
    /// demands.
    private static boolean isOnlyObserved(Named named, OutboundTerms opinion) {
        return named.policy().precedence() != Precedence.CONFIGURED
                && opinion.level() == OutboundTerms.Level.MAY;
    }

    /// Observers are told of a test wherever the demands leave the certificate to it.
    private static OutboundTerms merged(OutboundTerms demanded, OutboundTerms observed) {
        return switch (demanded.level()) {
            case NONE, VERIFY, REFUSE -> demanded;
            case MAY -> observed;
            case ENCRYPT ->
                    new OutboundTerms(
                            demanded.policy(),
                            demanded.level(),
                            demanded.reason(),
                            observed.names(),
                            observed.trust(),
                            demanded.clientCertificates(),
                            observed.published());
        };
    }

    private OutboundTerms withClientCertificates(OutboundTerms terms, NextHop nextHop)
            throws IOException {
        if (terms.clientCertificates() != null) {
            return terms;
        }
        for (var named : policies) {
            var keys = call(named, policy -> policy.clientCertificates(nextHop));
            if (keys.isPresent()) {
                return terms.withClientCertificates(keys.get());
            }
        }
        return terms;
    }

    private Optional<OutboundTerms> ask(Named named, NextHop nextHop) throws IOException {
        return call(named, policy -> policy.terms(nextHop));
    }

    private <T> Optional<T> call(Named named, Question<T> question) throws IOException {
        var callee =
                new Callee(
                        named.policy(),
                        "outbound " + named.name(),
                        limits.outboundTlsDeadline(),
                        true,
                        limits.abandonedCalls());
        // A policy is asked on a thread of its own.
        boolean rehearsal = isRehearsal();
        return switch (runner.call(callee, () -> question.ask(named.policy(), rehearsal))) {
            case CallResult.Returned<Optional<T>>(var opinion) -> opinion;
            case CallResult.Failed<Optional<T>> failure ->
                    throw new IOException(
                            "TLS policy '%s' cannot tell now: %s"
                                    .formatted(
                                            named.name(), SessionLog.safe(Steps.reason(failure))),
                            failure.thrown().orElse(null));
        };
    }

    /// What a policy is asked.
    private interface Question<T> {
        Optional<T> ask(OutboundTlsPolicy policy) throws Exception;

        default Optional<T> ask(OutboundTlsPolicy policy, boolean rehearsal) throws Exception {
            return rehearsal
                    ? ScopedValue.where(REHEARSAL, true).call(() -> ask(policy))
                    : ask(policy);
        }
    }
}
