package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The policies of the configuration for connections to other servers, each with a deadline: one
/// that hangs must not hold a delivery. Used by many threads.
///
/// @param policies in the order they are asked
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
        policies = List.copyOf(policies);
    }

    @Override
    public OutboundTerms terms(NextHop nextHop) throws IOException {
        for (var policy : policies) {
            var opinion = ask(policy, nextHop);
            if (opinion.isPresent()) {
                return opinion.get();
            }
        }
        return DEFAULT;
    }

    private Optional<OutboundTerms> ask(Named named, NextHop nextHop) throws IOException {
        var callee =
                new Callee(
                        named.policy(),
                        "outbound " + named.name(),
                        limits.outboundTlsDeadline(),
                        true,
                        limits.abandonedCalls());
        return switch (runner.call(callee, () -> named.policy().terms(nextHop))) {
            case CallResult.Returned<Optional<OutboundTerms>>(var opinion) -> opinion;
            case CallResult.Failed<Optional<OutboundTerms>> failure ->
                    throw new IOException(
                            "TLS policy '%s' cannot tell now: %s"
                                    .formatted(
                                            named.name(), SessionLog.safe(Steps.reason(failure))),
                            failure.thrown().orElse(null));
        };
    }
}
