package io.staffetta.kernel.records;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/// Which certificates are shown to those who ask for a name.
final class ServerCertificates {

    private static final Integer DNS_NAME = 2;

    private ServerCertificates() {}

    /// Those for the name; all if there is none, for one of them is shown then.
    static List<X509Certificate> of(List<X509Certificate> certificates, String host) {
        var fitting = certificates.stream().filter(one -> isFor(one, host)).toList();
        return fitting.isEmpty() ? certificates : fitting;
    }

    private static boolean isFor(X509Certificate certificate, String host) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> DNS_NAME.equals(name.get(0)))
                            .anyMatch(name -> matches(name.get(1).toString(), host));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean matches(String pattern, String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var lower = pattern.toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return lower.equals(name)
                || (lower.startsWith("*.")
                        && dot > 0
                        && lower.substring(1).equals(name.substring(dot)));
    }
}
