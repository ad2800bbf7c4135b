package io.staffetta.tls.outbound.dane.tlsa;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The authorities that records of the usage DANE-TA(2) name, and chains that lead to them (RFC
/// 7671 §5.2). No other authority is believed.
///
/// @param chain what the server showed, its own certificate first
/// @param anchors those of the authorities that were found
record Anchors(List<X509Certificate> chain, Set<TrustAnchor> anchors) {

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    /// Takes authorities from the chain, and from records that hold them as a whole.
    static Anchors of(X509Certificate[] chain, List<Tlsa> records) throws GeneralSecurityException {
        var anchors = new HashSet<TrustAnchor>();
        for (var record : records) {
            record.certificate().ifPresent(found -> anchors.add(new TrustAnchor(found, null)));
            for (int i = 1; i < chain.length; i++) {
                if (record.matches(chain[i])) {
                    anchors.add(new TrustAnchor(chain[i], null));
                }
            }
            record.publicKey()
                    .flatMap(WholeData::publicKey)
                    .ifPresent(key -> {
                        for (var shown : chain) {
                            var issuer = shown.getIssuerX500Principal();
                            anchors.add(new TrustAnchor(issuer, key, null));
                        }
                    });
        }
        return new Anchors(List.of(chain), anchors);
    }

    /// @throws CertificateException with one line if no valid chain leads to one of them
    void check() throws CertificateException {
        if (anchors.isEmpty()) {
            throw new CertificateException("its chain has none of the authorities");
        }
        var valid = new HashSet<TrustAnchor>();
        for (var anchor : anchors) {
            if (isValid(anchor)) {
                valid.add(anchor);
            }
        }
        if (valid.isEmpty()) {
            throw new CertificateException("the authority's certificate is none, or has expired");
        }
        try {
            CertPathBuilder.getInstance("PKIX").build(parameters(valid));
        } catch (CertPathBuilderException e) {
            throw new CertificateException("no valid chain leads to an authority: " + words(e), e);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the chain cannot be checked: " + e.getMessage(), e);
        }
    }

    private PKIXBuilderParameters parameters(Set<TrustAnchor> valid)
            throws GeneralSecurityException {
        var target = new X509CertSelector();
        target.setCertificate(chain.getFirst());
        try {
            target.setExtendedKeyUsage(Set.of(SERVER_AUTHENTICATION));
        } catch (java.io.IOException e) {
            throw new InvalidAlgorithmParameterException(e);
        }
        var parameters = new PKIXBuilderParameters(valid, target);
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(chain.size());
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        return parameters;
    }

    private static boolean isValid(TrustAnchor anchor) {
        var certificate = anchor.getTrustedCert();
        try {
            if (certificate == null) {
                return true;
            }
            certificate.checkValidity();
            // Before version 3 a certificate cannot say whether it is one of an authority.
            return certificate.getVersion() < 3 || certificate.getBasicConstraints() >= 0;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static String words(CertPathBuilderException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Arrays.stream(String.valueOf(cause.getMessage()).split("\\R"))
                .findFirst()
                .orElse("");
    }
}
