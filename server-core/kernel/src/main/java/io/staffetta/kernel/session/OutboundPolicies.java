package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.OutboundTlsPolicy;

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

    /// A policy with the name the operator used.
    public record Named(String name, OutboundTlsPolicy policy) {}

    public OutboundPolicies {
        policies =
                policies.stream()
                        .sorted(Comparator.comparing(named -> named.policy().precedence()))
                        .toList();
    }

    @Override
    public OutboundTerms terms(NextHop nextHop) throws IOException {
        for (var policy : policies) {
            var opinion = ask(policy, nextHop);
            if (opinion.isPresent()) {
                return withClientCertificates(opinion.get(), nextHop);
            }
        }
        return withClientCertificates(DEFAULT, nextHop);
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
        return switch (runner.call(callee, () -> question.ask(named.policy()))) {
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
    }
}
