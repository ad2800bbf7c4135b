package io.staffetta.tls.outbound.dane.tlsa;

import org.xbill.DNS.TLSARecord;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

/// A TLSA record (RFC 6698 §2.1).
///
/// @param usage 0 to 255
/// @param selector 0 to 255
/// @param matching matching type, 0 to 255
/// @param data certificate association data in lower-case hexadecimal
public record Tlsa(int usage, int selector, int matching, String data) {

    static final int DANE_TA = 2;
    static final int DANE_EE = 3;
    static final int CERTIFICATE = 0;
    static final int SPKI = 1;

    /// What a record of DNS says.
    public static Tlsa of(TLSARecord record) {
        return new Tlsa(
                record.getCertificateUsage(),
                record.getSelector(),
                record.getMatchingType(),
                HexFormat.of().formatHex(record.getCertificateAssociationData()));
    }

    /// Whether SMTP can make use of it: PKIX-TA(0) and PKIX-EE(1) are undefined there (RFC 7672
    /// §3.1.3), and what makes no sense is as if it were not there (RFC 7671 §10.1.1).
    boolean isUsable() {
        return (usage == DANE_TA || usage == DANE_EE)
                && (selector == CERTIFICATE || selector == SPKI)
                && Matching.of(matching).filter(this::fits).isPresent();
    }

    /// Whether it describes this certificate, or its key.
    boolean matches(X509Certificate certificate) throws GeneralSecurityException {
        var content = selector == SPKI ? PublicKeyInfo.of(certificate) : certificate.getEncoded();
        var association = Matching.of(matching).map(way -> way.of(content));
        return association.filter(data::equals).isPresent();
    }

    /// The certificate that the record holds as a whole.
    Optional<X509Certificate> certificate() {
        return matching == Matching.FULL.number() && selector == CERTIFICATE
                ? WholeData.certificate(octets())
                : Optional.empty();
    }

    /// The octets of the key that the record holds as a whole.
    Optional<byte[]> publicKey() {
        return matching == Matching.FULL.number() && selector == SPKI
                ? Optional.of(octets())
                : Optional.empty();
    }

    private boolean fits(Matching way) {
        return switch (way) {
            case FULL ->
                    selector == CERTIFICATE
                            ? WholeData.certificate(octets()).isPresent()
                            : WholeData.publicKey(octets()).isPresent();
            case SHA_256, SHA_512 -> data.length() == way.hexLength();
        };
    }

    private byte[] octets() {
        return HexFormat.of().parseHex(data);
    }

    /// In presentation format: `3 1 1 0d6f…`.
    @Override
    public String toString() {
        return "%d %d %d %s".formatted(usage, selector, matching, data);
    }
}
