package io.staffetta.tls.outbound.fingerprint;

import io.staffetta.spi.tls.NextHops;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Settings of the policy `fingerprint`.
///
/// @param domains destinations and hosts it is for; at least one
/// @param fingerprint SHA-256 of the server's certificate or of its public key
///   (SubjectPublicKeyInfo): 64 hexadecimal digits, with or without colons; at least one, two while
///   a certificate is being replaced
public record FingerprintOutboundTlsSettings(List<String> domains, List<String> fingerprint) {

    public FingerprintOutboundTlsSettings {
        domains = List.copyOf(domains);
        fingerprint = List.copyOf(fingerprint);
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("domain: at least one is needed");
        }
        if (fingerprint.isEmpty()) {
            throw new IllegalArgumentException("fingerprint: at least one is needed");
        }
        NextHops.parse(domains);
        parse(fingerprint);
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }

    /// Lower-case hexadecimal digits.
    Set<String> fingerprints() {
        return parse(fingerprint);
    }

    private static Set<String> parse(List<String> texts) {
        var parsed = new HashSet<String>();
        for (var text : texts) {
            var digits = text.replace(":", "").toLowerCase(Locale.ROOT);
            if (digits.length() != 64 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
                throw new IllegalArgumentException(
                        "fingerprint: %s is no SHA-256 in hexadecimal digits".formatted(text));
            }
            parsed.add(digits);
        }
        return Set.copyOf(parsed);
    }
}
