package io.staffetta.tls.implicit;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import jakarta.inject.Inject;

/// TLS from the first octet (RFC 8314 §3.3).
public final class ImplicitTls implements TlsPolicy {

    private final TlsTerms terms;

    @Inject
    public ImplicitTls(ImplicitTlsSettings settings) {
        // Nothing is ever in clear here; should a listener fail to see to that, mail is refused.
        terms = new TlsTerms(Start.IMPLICIT, Required.MAIL, settings.clientCertificate());
    }

    @Override
    public TlsTerms terms(String listener) {
        return terms;
    }
}
