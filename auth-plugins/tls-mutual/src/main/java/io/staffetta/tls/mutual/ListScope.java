package io.staffetta.tls.mutual;

import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which certificates of its issuer a list is about (RFC 5280 §5.2.5): a certificate that is
/// missing in the list of others was not proven to be good.
///
/// @param part empty for all of them
record ListScope(Optional<IssuingDistributionPoint> part) {

    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final String DISTRIBUTION_POINTS = "2.5.29.31";

    /// @throws IOException with words to follow the name of the file, if the list cannot be used
    static ListScope of(X509CRL crl) throws IOException {
        var critical = Objects.requireNonNullElse(crl.getCriticalExtensionOIDs(), Set.<String>of());
        for (var extension : critical) {
            if (!extension.equals(ISSUING_DISTRIBUTION_POINT)) {
                throw new IOException(
                        "a list with the critical extension " + extension + " cannot be used");
            }
        }
        var octets = crl.getExtensionValue(ISSUING_DISTRIBUTION_POINT);
        if (octets == null) {
            return new ListScope(Optional.empty());
        }
        var part = part(octets);
        if (part.isIndirectCRL()
                || part.onlyContainsAttributeCerts()
                || part.getOnlySomeReasons() != null) {
            throw new IOException(
                    "a list for several issuers, for attributes or for some reasons only cannot be"
                            + " used");
        }
        return new ListScope(Optional.of(part));
    }

    boolean covers(X509Certificate certificate) {
        return part.isEmpty() || covers(part.get(), certificate);
    }

    private static boolean covers(IssuingDistributionPoint part, X509Certificate certificate) {
        boolean authority = certificate.getBasicConstraints() >= 0;
        if (authority ? part.onlyContainsUserCerts() : part.onlyContainsCACerts()) {
            return false;
        }
        var point = part.getDistributionPoint();
        if (point == null) {
            return true;
        }
        var announced = points(certificate).toList();
        return names(point).anyMatch(announced::contains);
    }

    private static Stream<GeneralName> points(X509Certificate certificate) {
        var octets = certificate.getExtensionValue(DISTRIBUTION_POINTS);
        try {
            return octets == null
                    ? Stream.empty()
                    : Arrays.stream(
                                    CRLDistPoint.getInstance(
                                                    JcaX509ExtensionUtils.parseExtensionValue(
                                                            octets))
                                            .getDistributionPoints())
                            .map(DistributionPoint::getDistributionPoint)
                            .filter(Objects::nonNull)
                            .flatMap(ListScope::names);
        } catch (IOException | RuntimeException e) {
            return Stream.empty();
        }
    }

    /// None of a name that is relative to the issuer's, which nobody uses.
    private static Stream<GeneralName> names(DistributionPointName point) {
        return point.getType() == DistributionPointName.FULL_NAME
                ? Arrays.stream(GeneralNames.getInstance(point.getName()).getNames())
                : Stream.empty();
    }

    private static IssuingDistributionPoint part(byte[] octets) throws IOException {
        try {
            return IssuingDistributionPoint.getInstance(
                    JcaX509ExtensionUtils.parseExtensionValue(octets));
        } catch (RuntimeException e) {
            throw new IOException("damaged issuing distribution point", e);
        }
    }
}
