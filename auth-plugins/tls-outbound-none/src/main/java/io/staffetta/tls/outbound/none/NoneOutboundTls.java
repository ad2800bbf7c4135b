package io.staffetta.tls.outbound.none;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import jakarta.inject.Inject;

import java.util.Optional;

/// No STARTTLS even if it is offered.
public final class NoneOutboundTls implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final OutboundTerms terms;

    @Inject
    public NoneOutboundTls(NoneOutboundTlsSettings settings) {
        nextHops = settings.nextHops();
        terms = OutboundTerms.of("none", Level.NONE, "configured for " + nextHops);
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        return nextHops.includeSurely(nextHop) ? Optional.of(terms) : Optional.empty();
    }
}
