package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes and compares app passwords: 28 random letters, more than 128 bits, shown in groups of
/// four. Nobody guesses such a one however fast the hash, so one HMAC with a salt will do.
final class AppPasswords {

    static final int MAX_NAME = 100;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LETTERS = 28;
    private static final int GROUP = 4;
    private static final int SALT_OCTETS = 16;
    private static final String MAC = "HmacSHA256";
    private static final Pattern BARE = Pattern.compile("[a-z]{" + LETTERS + "}");

    private AppPasswords() {}

    static Secret generate() {
        var text = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "")
                    .append((char) ('a' + RANDOM.nextInt(26)));
        }
        return Secret.of(text.toString());
    }

    /// The letters of what may be an app password, however they were typed.
    static Optional<Secret> letters(Secret password) {
        var bare = password.reveal().replaceAll("[ -]", "").toLowerCase(Locale.ROOT);
        return BARE.matcher(bare).matches() ? Optional.of(Secret.of(bare)) : Optional.empty();
    }

    /// @param letters as [#letters] gives them
    static String hash(Secret letters) {
        var salt = new byte[SALT_OCTETS];
        RANDOM.nextBytes(salt);
        return "%s$%s".formatted(base64(salt), base64(mac(salt, letters)));
    }

    static boolean fits(Secret letters, String stored) {
        int end = stored.indexOf('$');
        var salt = Base64.getDecoder().decode(stored.substring(0, end));
        var expected = Base64.getDecoder().decode(stored.substring(end + 1));
        return MessageDigest.isEqual(mac(salt, letters), expected);
    }

    /// @throws IllegalArgumentException if it is no name
    static String requireName(String name) {
        var stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "the name of an app password must have 1 to %d characters".formatted(MAX_NAME));
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the name of an app password must not have control characters");
        }
        return stripped;
    }

    private static byte[] mac(byte[] salt, Secret letters) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(salt, MAC));
            return mac.doFinal(letters.reveal().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
