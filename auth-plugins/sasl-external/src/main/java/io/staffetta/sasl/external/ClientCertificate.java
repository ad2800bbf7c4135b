package io.staffetta.sasl.external;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// What a verified certificate says about its owner.
record ClientCertificate(X509Certificate certificate) {

    /// GeneralName.rfc822Name (RFC 5280 §4.2.1.6).
    private static final int RFC822_NAME = 1;

    private static final String EMAIL_OID = "1.2.840.113549.1.9.1";
    private static final String EMAIL = "emailAddress";

    /// It cannot be read.
    static final class UnreadableException extends Exception {
        UnreadableException(Throwable cause) {
            super("certificate cannot be read: " + cause.getMessage(), cause);
        }
    }

    X500Principal subject() {
        return certificate.getSubjectX500Principal();
    }

    /// SHA-256, in lower-case hexadecimal.
    String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("certificate has no encoding", e);
        }
    }

    /// The names that stand in one place; each is printable and not empty.
    List<String> names(NameSource source) throws UnreadableException {
        try {
            var names =
                    switch (source) {
                        case EMAIL_ADDRESS -> alternativeAddresses();
                        case SUBJECT_EMAIL -> attributes(EMAIL);
                        case COMMON_NAME -> attributes("CN");
                    };
            return names.filter(name -> !name.isBlank())
                    .filter(name -> name.chars().noneMatch(Character::isISOControl))
                    .toList();
        } catch (CertificateParsingException | NamingException e) {
            throw new UnreadableException(e);
        }
    }

    private Stream<String> alternativeAddresses() throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names == null
                ? Stream.empty()
                : names.stream()
                        .filter(name -> name.getFirst().equals(RFC822_NAME))
                        .map(name -> (String) name.get(1));
    }

    private Stream<String> attributes(String type) throws NamingException {
        var name = new LdapName(subject().getName(X500Principal.RFC2253, Map.of(EMAIL_OID, EMAIL)));
        var values = new ArrayList<String>();
        for (var part : name.getRdns()) {
            var attribute = part.toAttributes().get(type);
            for (int i = 0; attribute != null && i < attribute.size(); i++) {
                // What is no text comes as octets.
                if (attribute.get(i) instanceof String text) {
                    values.add(text);
                }
            }
        }
        return values.stream();
    }
}
