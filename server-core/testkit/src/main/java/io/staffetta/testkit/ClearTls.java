package io.staffetta.testkit;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;

/// No TLS.
final class ClearTls implements TlsPolicy {

    @Override
    public TlsTerms terms(String listener) {
        return new TlsTerms(
                TlsTerms.Start.NEVER, TlsTerms.Required.NOTHING, TlsTerms.ClientCertificate.NONE);
    }
}
