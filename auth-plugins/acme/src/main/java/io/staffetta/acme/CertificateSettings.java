package io.staffetta.acme;

import io.staffetta.spi.mail.Domain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A certificate to keep.
///
/// @param names domains it is for, `*.example.org` too; the first one names the file
/// @param keyTypes kinds of its key; a certificate and a file for each; default `ec-p256`
/// @param challenge how the names are proved; default `http-01`
public record CertificateSettings(
        List<String> names, List<KeyType> keyTypes, ChallengeType challenge) {

    /// What Let's Encrypt takes in one order.
    private static final int MAX_NAMES = 100;

    /// How a name is proved to be ours.
    public enum ChallengeType {
        /// A page served on port 80 (RFC 8555 §8.3).
        HTTP_01("http-01"),
        /// A certificate shown on port 443 (RFC 8737).
        TLS_ALPN_01("tls-alpn-01"),
        /// A TXT record (RFC 8555 §8.4).
        DNS_01("dns-01");

        private final String type;

        ChallengeType(String type) {
            this.type = type;
        }

        /// As ACME calls it.
        String type() {
            return type;
        }
    }

    public CertificateSettings {
        names = names.stream().map(CertificateSettings::canonical).distinct().toList();
        if (names.isEmpty() || names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("names: 1 to " + MAX_NAMES + " are needed");
        }
        keyTypes = keyTypes.isEmpty() ? List.of(KeyType.EC_P256) : List.copyOf(keyTypes);
        if (keyTypes.stream().map(KeyType::algorithm).distinct().count() < keyTypes.size()) {
            throw new IllegalArgumentException("key-types: one of EC and one of RSA at most");
        }
        challenge = Objects.requireNonNullElse(challenge, ChallengeType.HTTP_01);
        if (challenge != ChallengeType.DNS_01
                && names.stream().anyMatch(name -> name.startsWith("*."))) {
            throw new IllegalArgumentException(
                    "challenge: a name with * can only be proved by dns-01");
        }
    }

    /// The files to keep.
    List<Wanted> wanted(Path folder) {
        var wanted = new ArrayList<Wanted>();
        for (var keyType : keyTypes) {
            var id =
                    names.getFirst().replace('*', '_')
                            + (wanted.isEmpty() ? "" : "-" + keyType.algorithm());
            wanted.add(new Wanted(id, folder.resolve(id + ".pem"), names, keyType, challenge));
        }
        return wanted;
    }

    private static String canonical(String name) {
        var wildcard = name.startsWith("*.") ? "*." : "";
        var domain = Domain.parse(name.substring(wildcard.length()));
        if (domain.isLiteral()) {
            throw new IllegalArgumentException("names: addresses are not supported: " + domain);
        }
        return wildcard + domain.name();
    }
}
