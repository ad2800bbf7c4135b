package io.staffetta.tls.opportunistic;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import jakarta.inject.Inject;

/// STARTTLS for those who can; mail is taken in clear from those who cannot (RFC 3207 §4). Whether
/// passwords are read in clear is not for this policy to say: `auth-in-clear` of the listener is.
public final class OpportunisticTls implements TlsPolicy {

    private final TlsTerms terms;

    @Inject
    public OpportunisticTls(OpportunisticTlsSettings settings) {
        terms = new TlsTerms(Start.STARTTLS, Required.NOTHING, settings.clientCertificate());
    }

    @Override
    public TlsTerms terms(String listener) {
        return terms;
    }
}
