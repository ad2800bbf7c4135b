package io.staffetta.kernel.net;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.ExtendedSSLSession;

/// Channel binding data of a TLS session.
final class ChannelBindings {

    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTER_OCTETS = 32;

    private ChannelBindings() {}

    /// Exports keying material of one connection, without a context.
    @FunctionalInterface
    interface Exporter {
        /// Empty if it cannot be had.
        Optional<byte[]> export(String label, int octets);
    }

    static Optional<byte[]> of(String type, ExtendedSSLSession session, Exporter exporter) {
        return switch (type) {
            case "tls-exporter" -> exporter(session, exporter);
            case "tls-server-end-point" -> serverEndPoint(session);
            default -> Optional.empty();
        };
    }

    /// RFC 9266. Only in TLS 1.3: below it, the binding is unique only with the extended master
    /// secret, which engines do not tell.
    private static Optional<byte[]> exporter(ExtendedSSLSession session, Exporter exporter) {
        return ProtocolVersion.of(session).equals(ProtocolVersion.NEWEST)
                ? exporter.export(EXPORTER_LABEL, EXPORTER_OCTETS)
                : Optional.empty();
    }

    /// RFC 5929 §4.
    private static Optional<byte[]> serverEndPoint(ExtendedSSLSession session) {
        var chain = session.getLocalCertificates();
        if (chain == null
                || chain.length == 0
                || !(chain[0] instanceof X509Certificate certificate)) {
            return Optional.empty();
        }
        try {
            var digest = digest(certificate);
            return digest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            MessageDigest.getInstance(digest.get())
                                    .digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// The hash of the certificate's signature, SHA-256 in place of weak ones; none for signatures
    /// such as Ed25519, for which the RFC defines nothing.
    private static Optional<String> digest(X509Certificate certificate)
            throws GeneralSecurityException {
        var name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (name.equals("RSASSA-PSS")) {
            return pssDigest(certificate);
        }
        int with = name.indexOf("WITH");
        if (with < 0) {
            return Optional.empty();
        }
        return switch (name.substring(0, with)) {
            case "MD5", "SHA1", "SHA256" -> Optional.of("SHA-256");
            case "SHA224" -> Optional.of("SHA-224");
            case "SHA384" -> Optional.of("SHA-384");
            case "SHA512" -> Optional.of("SHA-512");
            default -> Optional.empty();
        };
    }

    private static Optional<String> pssDigest(X509Certificate certificate)
            throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
        try {
            parameters.init(certificate.getSigAlgParams());
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return Optional.of(
                parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
    }
}
