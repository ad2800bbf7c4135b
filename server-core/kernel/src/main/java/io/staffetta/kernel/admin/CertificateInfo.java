package io.staffetta.kernel.admin;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A certificate of the server.
///
/// @param subject its subject
/// @param names the host names it is for
/// @param key type of its key, such as `EC` or `RSA`
/// @param expires when it expires
public record CertificateInfo(String subject, List<String> names, String key, Instant expires) {

    private static final int DNS_NAME = 2;

    public CertificateInfo {
        names = List.copyOf(names);
    }

    /// What a certificate says of itself.
    public static CertificateInfo of(X509Certificate certificate) {
        return new CertificateInfo(
                certificate.getSubjectX500Principal().getName(),
                hostNames(certificate),
                certificate.getPublicKey().getAlgorithm(),
                certificate.getNotAfter().toInstant());
    }

    /// What to call it in one word: the first host name, else the subject.
    public String name() {
        return names.isEmpty() ? subject : names.getFirst();
    }

    private static List<String> hostNames(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> name.get(1).toString())
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
