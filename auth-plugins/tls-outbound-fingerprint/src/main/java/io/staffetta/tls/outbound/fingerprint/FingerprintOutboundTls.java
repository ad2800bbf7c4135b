package io.staffetta.tls.outbound.fingerprint;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import jakarta.inject.Inject;

import java.util.Optional;
import java.util.Set;

/// TLS with one of the certificates or keys that the operator knows, whoever issued them.
public final class FingerprintOutboundTls implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final OutboundTerms terms;

    @Inject
    public FingerprintOutboundTls(FingerprintOutboundTlsSettings settings) {
        nextHops = settings.nextHops();
        terms =
                new OutboundTerms(
                        "fingerprint",
                        Level.VERIFY,
                        "configured for " + nextHops,
                        Set.of(),
                        new KnownCertificates(settings.fingerprints()),
                        null);
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        return nextHops.include(nextHop) ? Optional.of(terms) : Optional.empty();
    }
}
