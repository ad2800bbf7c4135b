package io.staffetta.milter;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;

/// STARTTLS for who wants it.
final class MayTls implements TlsPolicy {

    @Override
    public TlsTerms terms(String listener) {
        return new TlsTerms(
                TlsTerms.Start.STARTTLS,
                TlsTerms.Required.NOTHING,
                TlsTerms.ClientCertificate.NONE);
    }
}
