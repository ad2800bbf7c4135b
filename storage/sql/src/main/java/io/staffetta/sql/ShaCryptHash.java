package io.staffetta.sql;

import org.apache.commons.codec.digest.Sha2Crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/// SHA-256-crypt (`$5$`) and SHA-512-crypt (`$6$`) of Unix passwords.
record ShaCryptHash(int bits, int rounds, String text) implements StoredHash {

    private static final Pattern MCF =
            Pattern.compile(
                    "\\$(?:(5)|6)\\$(?:rounds=(\\d{1,9})\\$)?[./A-Za-z0-9]{1,16}\\$"
                            + "(?:(?<=\\$)[./A-Za-z0-9]{43}|[./A-Za-z0-9]{86})");
    private static final int DEFAULT_ROUNDS = 5000;
    // Less than a second.
    private static final int MOST_ROUNDS = 1_000_000;

    static Optional<ShaCryptHash> parse(String text) {
        var match = MCF.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        int rounds = match.group(2) == null ? DEFAULT_ROUNDS : Integer.parseInt(match.group(2));
        StoredHash.requireAtMost(MOST_ROUNDS, rounds, "crypt rounds");
        return Optional.of(new ShaCryptHash(match.group(1) == null ? 512 : 256, rounds, text));
    }

    @Override
    public String kind() {
        return "SHA-%d-crypt".formatted(bits);
    }

    @Override
    public String cost() {
        return "%s %d".formatted(kind(), rounds);
    }

    @Override
    public boolean fits(byte[] password) {
        // The hash is its own salt string.
        var made =
                bits == 512
                        ? Sha2Crypt.sha512Crypt(password.clone(), text)
                        : Sha2Crypt.sha256Crypt(password.clone(), text);
        return MessageDigest.isEqual(
                made.getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.US_ASCII));
    }
}
