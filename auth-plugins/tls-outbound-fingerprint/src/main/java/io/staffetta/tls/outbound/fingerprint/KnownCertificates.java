package io.staffetta.tls.outbound.fingerprint;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes servers whose certificate or key is known. Who issued it and until when it is valid
/// does not matter: the operator vouches for it.
final class KnownCertificates extends X509ExtendedTrustManager {

    private final Set<String> fingerprints;

    /// @param fingerprints SHA-256, lower-case hexadecimal digits
    KnownCertificates(Set<String> fingerprints) {
        this.fingerprints = Set.copyOf(fingerprints);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        var certificate = sha256(chain[0].getEncoded());
        if (!fingerprints.contains(certificate)
                && !fingerprints.contains(sha256(chain[0].getPublicKey().getEncoded()))) {
            throw new CertificateException(
                    "the server's certificate is another one, its SHA-256 is " + certificate);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, type);
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
        return new X509Certificate[0];
    }

    private static String sha256(byte[] octets) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }
}
