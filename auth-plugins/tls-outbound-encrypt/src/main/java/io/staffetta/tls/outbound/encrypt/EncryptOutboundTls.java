package io.staffetta.tls.outbound.encrypt;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import jakarta.inject.Inject;

import java.util.Optional;

/// TLS, or the message waits; no certificate is checked.
public final class EncryptOutboundTls implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final OutboundTerms terms;

    @Inject
    public EncryptOutboundTls(EncryptOutboundTlsSettings settings) {
        nextHops = settings.nextHops();
        terms = OutboundTerms.of("encrypt", Level.ENCRYPT, "configured for " + nextHops);
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        return nextHops.include(nextHop) ? Optional.of(terms) : Optional.empty();
    }
}
