package io.staffetta.tls.mutual;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

import javax.net.ssl.X509ExtendedTrustManager;

/// Judges clients by what was read from the files at one time.
///
/// @param authorities judges everything but revocation
record ClientJudge(X509ExtendedTrustManager authorities, RevocationLists lists, OcspClient ocsp) {

    /// @param chain as the client sent it, its own certificate first
    /// @throws CertificateException with the reason why it is not trusted
    void check(X509Certificate[] chain, String type, Instant now) throws CertificateException {
        authorities.checkClientTrusted(chain, type);
        if (lists.isEmpty() && !ocsp.isOn()) {
            return;
        }
        var found = path(chain, now);
        var path =
                found.getCertPath().getCertificates().stream()
                        .map(X509Certificate.class::cast)
                        .collect(Collectors.toList());
        if (path.isEmpty()) {
            // The certificate itself is in the file: who takes it out of there revokes it.
            return;
        }
        path.add(found.getTrustAnchor().getTrustedCert());
        lists.check(path, now);
        ocsp.check(path, found);
    }

    private PKIXCertPathBuilderResult path(X509Certificate[] chain, Instant now)
            throws CertificateException {
        var target = new X509CertSelector();
        target.setCertificate(chain[0]);
        var anchors =
                Arrays.stream(authorities.getAcceptedIssuers())
                        .map(authority -> new TrustAnchor(authority, null))
                        .collect(Collectors.toSet());
        try {
            var parameters = new PKIXBuilderParameters(anchors, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.addCertStore(
                    CertStore.getInstance(
                            "Collection", new CollectionCertStoreParameters(List.of(chain))));
            return (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("no path to an authority: " + e.getMessage(), e);
        }
    }
}
