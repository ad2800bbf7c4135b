package io.staffetta.remote.client;

import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// A TLS context for each connection: no session is ever resumed, so none carries the trust of one
/// destination or policy to another.
final class TlsContexts {

    private TlsContexts() {}

    static SSLContext of(OutboundTerms terms, X509ExtendedTrustManager trust)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        var keys = terms.clientCertificates();
        context.init(
                keys == null ? new KeyManager[0] : new KeyManager[] {keys},
                new TrustManager[] {trust},
                null);
        return context;
    }

    /// Who decides during the handshake.
    static X509ExtendedTrustManager trust(OutboundTerms terms) {
        if (terms.level() == Level.VERIFY) {
            return judge(terms);
        }
        return terms.published() == null ? new TrustAnybody() : new LenientTrust(judge(terms));
    }

    private static X509ExtendedTrustManager judge(OutboundTerms terms) {
        var trust = terms.trust();
        return trust == null ? SystemAuthorities.MANAGER : trust;
    }

    /// Loaded when they are asked for the first time.
    private static final class SystemAuthorities {

        static final X509ExtendedTrustManager MANAGER = load();

        private static X509ExtendedTrustManager load() {
            try {
                var factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Arrays.stream(factory.getTrustManagers())
                        .filter(X509ExtendedTrustManager.class::isInstance)
                        .map(X509ExtendedTrustManager.class::cast)
                        .findFirst()
                        .orElseThrow();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the Java run-time has no trust store", e);
            }
        }
    }
}
