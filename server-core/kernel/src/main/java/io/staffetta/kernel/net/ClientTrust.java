package io.staffetta.kernel.net;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Judges certificates of clients. Where a certificate is only requested, one that cannot be
/// verified is let through, for many servers show a self-signed one; [#verifies] tells afterwards.
/// Where it is required the handshake fails.
public final class ClientTrust extends X509ExtendedTrustManager {

    private static final Logger log = LoggerFactory.getLogger(ClientTrust.class);
    private static final X509Certificate[] NOBODY = new X509Certificate[0];

    private final Supplier<X509TrustManager> authorities;
    private final boolean named;

    /// @param authorities verifies chains of clients; asked when the first one comes
    /// @param named whether clients are told whose certificates are accepted
    private ClientTrust(Supplier<X509TrustManager> authorities, boolean named) {
        this.authorities = authorities;
        this.named = named;
    }

    /// Judges as the terms of a listener say.
    ///
    /// @param judge `null` for the certificate authorities of the Java run-time
    public static ClientTrust of(@Nullable X509ExtendedTrustManager judge) {
        return judge == null ? system() : new ClientTrust(() -> judge, true);
    }

    /// The certificate authorities of the Java run-time.
    public static ClientTrust system() {
        return new ClientTrust(() -> SystemAuthorities.MANAGER, false);
    }

    /// Whether a client's chain, its own certificate first, leads to one of the authorities.
    public boolean verifies(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return false;
        }
        try {
            verify(chain.toArray(X509Certificate[]::new));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /// The chain the client showed; empty if none.
    static List<X509Certificate> chainOf(SSLSession session) {
        try {
            return Stream.of(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        if (engine.getNeedClientAuth()) {
            verify(chain);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        verify(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        verify(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("judges clients only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("judges clients only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("judges clients only");
    }

    /// None of the system's: clients send what they have, and the request stays small.
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return named ? authorities.get().getAcceptedIssuers() : NOBODY;
    }

    private void verify(X509Certificate[] chain) throws CertificateException {
        try {
            authorities.get().checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
        } catch (IllegalArgumentException e) {
            throw new CertificateException(e);
        } catch (RuntimeException | LinkageError e) {
            // A judge of a plugin that fails believes nobody.
            log.atError().setCause(e).log("a client's certificate could not be judged");
            throw new CertificateException(e);
        }
    }

    /// Loaded when the first client shows a certificate.
    private static final class SystemAuthorities {

        static final X509TrustManager MANAGER = load();

        private static X509TrustManager load() {
            try {
                var factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init((KeyStore) null);
                return Arrays.stream(factory.getTrustManagers())
                        .filter(X509TrustManager.class::isInstance)
                        .map(X509TrustManager.class::cast)
                        .findFirst()
                        .orElseThrow();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the Java run-time has no trust store", e);
            }
        }
    }
}
