package io.staffetta.policy;

import io.staffetta.spi.tls.TlsFacts;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/// The attributes about TLS. Names of a certificate are said only if it was verified, its
/// fingerprints always.
final class TlsAttributes {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
    private static final Pattern BITS = Pattern.compile("_(128|192|256)(?:_|$)");

    private TlsAttributes() {}

    static void add(Request request, Optional<TlsFacts> tls) {
        var shown = tls.flatMap(facts -> facts.clientCertificates().stream().findFirst());
        var verified = shown.filter(_ -> tls.orElseThrow().clientVerified());
        request.with(
                        "ccert_subject",
                        verified.map(c -> commonName(c.getSubjectX500Principal())).orElse(""))
                .with(
                        "ccert_issuer",
                        verified.map(c -> commonName(c.getIssuerX500Principal())).orElse(""))
                .with("ccert_fingerprint", shown.map(TlsAttributes::fingerprint).orElse(""))
                .with(
                        "ccert_pubkey_fingerprint",
                        shown.map(c -> sha256(c.getPublicKey().getEncoded())).orElse(""))
                .with("encryption_protocol", tls.map(TlsFacts::protocol).orElse(""))
                .with("encryption_cipher", tls.map(TlsFacts::cipher).orElse(""))
                .with("encryption_keysize", tls.map(t -> keySize(t.cipher())).orElse("0"))
                .with("tls_sni", tls.flatMap(TlsFacts::serverName).orElse(""));
    }

    static String keySize(String cipher) {
        var bits = BITS.matcher(cipher);
        if (bits.find()) {
            return bits.group(1);
        }
        return cipher.contains("CHACHA20") ? "256" : "0";
    }

    private static String commonName(X500Principal principal) {
        try {
            var parts = new LdapName(principal.getName(X500Principal.RFC2253)).getRdns();
            for (var part : parts.reversed()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return xtext(String.valueOf(part.getValue()));
                }
            }
        } catch (InvalidNameException _) {
            // A name nobody can read is as good as none.
        }
        return "";
    }

    /// RFC 3461 §4.
    static String xtext(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            if (octet > 32 && octet < 127 && octet != '+' && octet != '=') {
                out.append((char) octet);
            } else {
                out.append("+%02X".formatted(octet));
            }
        }
        return out.toString();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (GeneralSecurityException _) {
            return "";
        }
    }

    private static String sha256(byte[] octets) {
        try {
            return COLONS.formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
