package io.staffetta.remote.client;

import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// A TLS context for each connection: no session is ever resumed, so none carries the trust of one
/// destination or policy to another.
final class TlsContexts {

    private TlsContexts() {}

    static SSLContext of(OutboundTerms terms) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        var keys = terms.clientCertificates();
        context.init(
                keys == null ? new KeyManager[0] : new KeyManager[] {keys}, trust(terms), null);
        return context;
    }

    /// The null stands for the system's authorities.
    private static TrustManager @Nullable [] trust(OutboundTerms terms) {
        if (terms.level() != Level.VERIFY) {
            return new TrustManager[] {new TrustAnybody()};
        }
        var trust = terms.trust();
        return trust == null ? null : new TrustManager[] {trust};
    }
}
