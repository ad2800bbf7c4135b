package io.staffetta.tls.required;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import jakarta.inject.Inject;

/// STARTTLS, and `530 5.7.0` for those who do without.
public final class RequiredTls implements TlsPolicy {

    private final TlsTerms terms;

    @Inject
    public RequiredTls(RequiredTlsSettings settings) {
        var required =
                switch (settings.before()) {
                    case MAIL -> Required.MAIL;
                    case AUTH -> Required.AUTH;
                };
        terms = new TlsTerms(Start.STARTTLS, required, settings.clientCertificate());
    }

    @Override
    public TlsTerms terms(String listener) {
        return terms;
    }
}
