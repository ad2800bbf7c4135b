package io.staffetta.tls.none;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

/// No TLS: STARTTLS is neither announced nor accepted.
public final class NoTls implements TlsPolicy {

    private static final TlsTerms TERMS =
            new TlsTerms(Start.NEVER, Required.NOTHING, ClientCertificate.NONE);

    @Override
    public TlsTerms terms(String listener) {
        return TERMS;
    }
}
