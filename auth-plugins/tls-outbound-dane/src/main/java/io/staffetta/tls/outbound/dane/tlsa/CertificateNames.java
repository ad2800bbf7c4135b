package io.staffetta.tls.outbound.dane.tlsa;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// The host names a certificate is for (RFC 7672 §3.2.2).
final class CertificateNames {

    private static final int DNS_NAME = 2;

    private CertificateNames() {}

    /// Whether it is for one of the names; a wildcard stands for one whole left-most label.
    static boolean match(X509Certificate certificate, Set<String> names)
            throws CertificateParsingException {
        return of(certificate).stream()
                .anyMatch(presented -> names.stream().anyMatch(name -> match(presented, name)));
    }

    /// Its subject alternative names; the common name if it has none that is a name of DNS.
    static List<String> of(X509Certificate certificate) throws CertificateParsingException {
        var names = new ArrayList<String>();
        var alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (var entry : alternatives) {
                if (entry.get(0).equals(DNS_NAME) && entry.get(1) instanceof String name) {
                    names.add(plain(name));
                }
            }
        }
        return names.isEmpty() ? commonNames(certificate) : names;
    }

    private static List<String> commonNames(X509Certificate certificate) {
        try {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            return subject.getRdns().stream()
                    .filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .map(part -> plain(part.getValue().toString()))
                    .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    private static boolean match(String presented, String name) {
        if (presented.startsWith("*.")) {
            int dot = name.indexOf('.');
            return dot > 0
                    && presented.indexOf('.', 2) > 0
                    && name.substring(dot).equals(presented.substring(1));
        }
        return presented.equals(name);
    }

    private static String plain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
