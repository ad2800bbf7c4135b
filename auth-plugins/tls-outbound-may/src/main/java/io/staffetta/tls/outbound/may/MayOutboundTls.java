package io.staffetta.tls.outbound.may;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import jakarta.inject.Inject;

import java.util.Optional;

/// TLS if it is offered; no certificate is checked.
public final class MayOutboundTls implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final OutboundTerms terms;

    @Inject
    public MayOutboundTls(MayOutboundTlsSettings settings) {
        nextHops = settings.nextHops();
        terms = OutboundTerms.of("may", Level.MAY, "configured for " + nextHops);
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        return nextHops.includeSurely(nextHop) ? Optional.of(terms) : Optional.empty();
    }
}
