package io.staffetta.remote.client;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Lets every certificate pass and remembers what another one says of it. For one connection.
final class LenientTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager judge;
    private volatile @Nullable CertificateException objection;

    LenientTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    Optional<CertificateException> objection() {
        return Optional.ofNullable(objection);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        try {
            judge.checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            objection = e;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        try {
            judge.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
            objection = e;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("judges servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("judges servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("judges servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
