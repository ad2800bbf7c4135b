package io.staffetta.remote.client;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether a certificate is for a name (RFC 9525 §6): only its subject alternative names count, and
/// a wildcard stands for one whole left-most label.
final class NameCheck {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private NameCheck() {}

    /// Whether the certificate is for one of the names.
    ///
    /// @param names host names, IP addresses, or `.example.org` for its direct sub-domains
    static boolean matches(X509Certificate certificate, Set<String> names) {
        var presented = presented(certificate);
        return names.stream()
                .map(NameCheck::plain)
                .anyMatch(name -> presented.stream().anyMatch(other -> matches(other, name)));
    }

    /// The names in a certificate, lower case; empty if they cannot be read.
    static List<String> presented(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (var entry : alternatives) {
                    if ((entry.get(0).equals(DNS_NAME) || entry.get(0).equals(IP_ADDRESS))
                            && entry.get(1) instanceof String name) {
                        names.add(plain(name));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            names.clear();
        }
        return names;
    }

    static boolean matches(String presented, String wanted) {
        if (isAddress(wanted) || isAddress(presented)) {
            return isAddress(wanted) && isAddress(presented) && sameAddress(wanted, presented);
        }
        if (wanted.startsWith(".")) {
            int dot = presented.indexOf('.');
            return dot > 0 && presented.substring(dot).equals(wanted);
        }
        if (presented.startsWith("*.")) {
            int dot = wanted.indexOf('.');
            // "*.org" would be for whole registries.
            return dot > 0
                    && presented.indexOf('.', 2) > 0
                    && wanted.substring(dot).equals(presented.substring(1));
        }
        return presented.equals(wanted);
    }

    /// Whether a name is an IP address in text form.
    static boolean isAddress(String name) {
        return name.indexOf(':') >= 0
                || (!name.isEmpty()
                        && name.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
                        && name.chars().filter(c -> c == '.').count() == 3);
    }

    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Lower case, without brackets and without a dot at the end.
    static String plain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            lower = lower.substring(1, lower.length() - 1);
            return lower.startsWith("ipv6:") ? lower.substring(5) : lower;
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
