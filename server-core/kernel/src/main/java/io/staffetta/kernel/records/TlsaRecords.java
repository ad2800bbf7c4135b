package io.staffetta.kernel.records;

import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.TlsAssociation;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/// The keys of the server's certificates: each must be found by those who ask for them (RFC 7672).
///
/// @param inquiry what is asked about
record TlsaRecords(Inquiry inquiry) {

    private static final int TRUST_ANCHOR = 2;
    private static final int END_ENTITY = 3;
    private static final String UNSIGNED = "counts only if the zone is signed (DNSSEC)";

    List<RecordCheck> check() {
        var name = "_25._tcp." + inquiry.host().hostname();
        var answer = inquiry.dns().tlsAssociations(name);
        var data = answer.values().stream().map(TlsaRecords::data).sorted().toList();
        var certificates = inquiry.host().certificates();
        if (certificates.isEmpty()) {
            return List.of(
                    RecordCheck.missing(RecordKind.TLSA, name, "TLSA", List.of())
                            .published(data, Status.UNKNOWN)
                            .noting("certificates are known only while the server runs"));
        }
        var ours = ServerCertificates.of(certificates.get(), inquiry.host().hostname());
        if (ours.isEmpty()) {
            return List.of(
                    RecordCheck.missing(RecordKind.TLSA, name, "TLSA", List.of())
                            .published(data, Status.OPTIONAL)
                            .noting("the server has no certificate"));
        }
        var check =
                RecordCheck.missing(
                        RecordKind.TLSA,
                        name,
                        "TLSA",
                        ours.stream().map(TlsaRecords::wanted).distinct().sorted().toList());
        return List.of(
                switch (answer) {
                    case DnsAnswer.Failed<TlsAssociation>(var reason) -> check.unknown(reason);
                    case DnsAnswer.NoData<TlsAssociation> _ -> check.noting(UNSIGNED);
                    case DnsAnswer.NoSuchName<TlsAssociation> _ -> check.noting(UNSIGNED);
                    case DnsAnswer.Found<TlsAssociation>(var found) ->
                            compare(check.published(data, Status.OK), ours, found);
                });
    }

    private static RecordCheck compare(
            RecordCheck check, List<X509Certificate> ours, List<TlsAssociation> found) {
        if (ours.stream().allMatch(one -> found.stream().anyMatch(tlsa -> matches(tlsa, one)))) {
            return check.noting(UNSIGNED);
        }
        if (found.stream().anyMatch(tlsa -> tlsa.usage() == TRUST_ANCHOR)) {
            return check.unknown("those with usage 2 name an authority, which is not compared");
        }
        return check.published(check.published(), Status.DIFFERENT)
                .noting("a certificate in use is not among them; " + UNSIGNED);
    }

    private static boolean matches(TlsAssociation tlsa, X509Certificate certificate) {
        if (tlsa.usage() != END_ENTITY) {
            return false;
        }
        try {
            var octets =
                    tlsa.selector() == 1
                            ? certificate.getPublicKey().getEncoded()
                            : certificate.getEncoded();
            return switch (tlsa.matching()) {
                case 0 -> tlsa.data().equals(HexFormat.of().formatHex(octets));
                case 1 -> tlsa.data().equals(digest("SHA-256", octets));
                case 2 -> tlsa.data().equals(digest("SHA-512", octets));
                default -> false;
            };
        } catch (CertificateEncodingException e) {
            return false;
        }
    }

    private static String wanted(X509Certificate certificate) {
        return "3 1 1 " + digest("SHA-256", certificate.getPublicKey().getEncoded());
    }

    private static String data(TlsAssociation tlsa) {
        return "%d %d %d %s".formatted(tlsa.usage(), tlsa.selector(), tlsa.matching(), tlsa.data());
    }

    private static String digest(String algorithm, byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
