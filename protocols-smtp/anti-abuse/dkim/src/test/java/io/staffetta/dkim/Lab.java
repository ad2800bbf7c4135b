package io.staffetta.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.host.SigningKeys.SigningKey;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Signs and verifies without a server. Messages are text with a character for each octet.
final class Lab {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final DkimSettings DEFAULTS =
            new DkimSettings(0, 0, 0, 0, 0, 0, null, null, null, false, null, null, List.of());
    static final KeyPair RSA = pair("RSA", 2048);
    static final KeyPair ED25519 = pair("Ed25519", 255);
    static final String MAIL =
            """
            From: Ann <ann@example.org>
            To: bob@example.net
            Subject: a long
              subject
            Date: Sun, 01 Mar 2026 12:00:00 +0000
            Message-ID: <1@example.org>

            Hi  Bob,

            bye
            """
                    .replace("\n", "\r\n");

    private Lab() {}

    static KeyPair pair(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SigningKey key(String selector, KeyPair pair) {
        return new SigningKey(new Domain("example.org"), selector, pair.getPrivate());
    }

    /// `p=` of a key.
    static String published(PublicKey key) {
        byte[] octets = key.getEncoded();
        return Base64.getEncoder()
                .encodeToString(
                        key.getAlgorithm().equals("RSA")
                                ? octets
                                : Arrays.copyOfRange(octets, octets.length - 32, octets.length));
    }

    static DkimSignSettings signing(String canonicalization) {
        return new DkimSignSettings(
                Optional.empty(),
                List.of(),
                false,
                null,
                false,
                null,
                List.of(),
                null,
                0,
                List.of(),
                List.of(),
                canonicalization,
                Optional.of(Duration.ofDays(7)),
                null,
                null);
    }

    static HeaderFields header(String message) {
        return HeaderFields.parse(message.substring(0, message.indexOf("\r\n\r\n") + 2));
    }

    static Content body(String message) {
        var body = message.substring(message.indexOf("\r\n\r\n") + 4);
        return Content.of(body.getBytes(ISO_8859_1));
    }

    /// The message with a signature on top.
    static String signed(String message, SigningKey key, String canonicalization) {
        return signed(message, key, canonicalization, NOW);
    }

    static String signed(String message, SigningKey key, String canonicalization, Instant now) {
        try {
            var settings = signing(canonicalization);
            var kind = BodyHash.Kind.whole(settings.bodyCanonicalization());
            var hash = BodyHash.of(body(message), Set.of(kind)).get(kind);
            var field =
                    new Signer(settings, InstantSource.fixed(now))
                            .sign(key, header(message), hash, Optional.empty());
            return field.name() + ":" + field.value() + "\r\n" + message;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Verified> verify(String message, Dns dns) {
        return verify(message, dns, DEFAULTS);
    }

    static List<Verified> verify(String message, Dns dns, DkimSettings settings) {
        return verify(message, dns, settings, NOW);
    }

    static List<Verified> verify(String message, Dns dns, DkimSettings settings, Instant now) {
        try {
            var header = header(message);
            return new Verifier(settings, dns, InstantSource.fixed(now))
                    .verify(header, Authors.of(header), body(message));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `result: detail` of the only signature.
    static String outcome(String message, Dns dns) {
        return outcome(verify(message, dns));
    }

    static String outcome(List<Verified> results) {
        var one = results.getFirst();
        return results.size() + " " + one.result().word() + ": " + one.detail();
    }
}
