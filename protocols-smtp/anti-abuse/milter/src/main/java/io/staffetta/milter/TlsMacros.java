package io.staffetta.milter;

import io.staffetta.spi.tls.TlsFacts;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// Macros about TLS.
final class TlsMacros {

    private static final Pattern BITS = Pattern.compile("_(128|256)(?:_|$)");

    private TlsMacros() {}

    static Optional<String> value(String name, TlsFacts tls) {
        return switch (name) {
            case "tls_version" -> Optional.of(tls.protocol());
            case "cipher" -> Optional.of(tls.cipher());
            case "cipher_bits" -> Optional.of(bits(tls.cipher()));
            case "tls_sni" -> tls.serverName();
            case "verify" ->
                    Optional.of(
                            tls.clientVerified()
                                    ? "OK"
                                    : tls.clientCertificates().isEmpty() ? "NO" : "FAIL");
            case "cert_subject" ->
                    verified(tls).flatMap(it -> commonName(it.getSubjectX500Principal()));
            case "cert_issuer" ->
                    verified(tls).flatMap(it -> commonName(it.getIssuerX500Principal()));
            default -> Optional.empty();
        };
    }

    /// What nobody verified proves nothing.
    private static Optional<X509Certificate> verified(TlsFacts tls) {
        return tls.clientVerified()
                ? tls.clientCertificates().stream().findFirst()
                : Optional.empty();
    }

    private static String bits(String cipher) {
        var match = BITS.matcher(cipher);
        if (match.find()) {
            return match.group(1);
        }
        return cipher.contains("CHACHA20") ? "256" : "";
    }

    private static Optional<String> commonName(X500Principal principal) {
        try {
            return new LdapName(principal.getName(X500Principal.RFC2253))
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> rdn.getValue().toString())
                            .findFirst();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }
}
