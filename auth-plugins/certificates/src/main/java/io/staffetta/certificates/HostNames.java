package io.staffetta.certificates;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The host names a certificate is for.
///
/// @param names lower case; `*.` in front stands for one label
record HostNames(Set<String> names) {

    private static final int DNS_NAME = 2;

    HostNames {
        names = Set.copyOf(names);
    }

    static HostNames of(X509Certificate certificate) {
        var names = new HashSet<String>();
        for (var name : alternativeNames(certificate)) {
            if (name.get(0).equals(DNS_NAME)) {
                names.add(name.get(1).toString().toLowerCase(Locale.ROOT));
            }
        }
        // RFC 6125 §6.4.4: the common name counts where there is no DNS name.
        return new HostNames(names.isEmpty() ? commonName(certificate) : names);
    }

    boolean hasExactly(String host) {
        return names.contains(host);
    }

    boolean hasWildcardFor(String host) {
        int dot = host.indexOf('.');
        return dot > 0 && names.contains("*" + host.substring(dot));
    }

    boolean overlaps(HostNames other) {
        return names.stream().anyMatch(other.names::contains);
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static Set<String> commonName(X509Certificate certificate) {
        var subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return Arrays.stream(subject.getRDNs(BCStyle.CN))
                .map(name -> IETFUtils.valueToString(name.getFirst().getValue()))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
