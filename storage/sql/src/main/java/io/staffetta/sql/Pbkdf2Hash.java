package io.staffetta.sql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// PBKDF2 (RFC 8018 §5.2) as passlib, OpenLDAP, Dovecot and 389 Directory Server write it.
///
/// @param digest `SHA1`, `SHA256` or `SHA512`
/// @param key at most one block: further blocks cost the server and no attacker anything
record Pbkdf2Hash(String digest, int iterations, byte[] salt, byte[] key, String text)
        implements StoredHash {

    private static final Pattern PASSLIB =
            Pattern.compile("\\$pbkdf2(?:-(sha1|sha256|sha512))?\\$(\\d{1,9})\\$([^$]+)\\$([^$]+)");
    private static final Pattern LDAP =
            Pattern.compile("\\{PBKDF2(?:-(SHA1|SHA256|SHA512))?}(\\d{1,9})\\$([^$]+)\\$([^$]+)");
    private static final Pattern DOVECOT =
            Pattern.compile("\\{PBKDF2}\\$1\\$([^$]+)\\$(\\d{1,9})\\$([0-9a-fA-F]{40})");
    private static final String DIRECTORY_SERVER = "{PBKDF2_SHA256}";
    private static final int DIRECTORY_SERVER_SALT = 64;
    private static final int DIRECTORY_SERVER_OCTETS = 4 + DIRECTORY_SERVER_SALT + 256;

    private static final int LEAST_KEY = 16;
    // Two seconds.
    private static final int MOST_ITERATIONS = 2_000_000;

    static Optional<Pbkdf2Hash> parse(String text) {
        try {
            return read(text);
        } catch (BadEncodingException _) {
            return Optional.empty();
        }
    }

    @Override
    public String kind() {
        return "PBKDF2-" + digest;
    }

    @Override
    public String cost() {
        return "%s %d".formatted(kind(), iterations);
    }

    @Override
    public boolean fits(byte[] password) {
        try {
            var spec =
                    new PBEKeySpec(
                            new String(password, StandardCharsets.UTF_8).toCharArray(),
                            salt,
                            iterations,
                            key.length * Byte.SIZE);
            var made = SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest).generateSecret(spec);
            return MessageDigest.isEqual(made.getEncoded(), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2", e);
        }
    }

    private static Optional<Pbkdf2Hash> read(String text) throws BadEncodingException {
        var passlib = PASSLIB.matcher(text);
        var ldap = LDAP.matcher(text);
        var dovecot = DOVECOT.matcher(text);
        if (dovecot.matches()) {
            return of(
                    "SHA1",
                    Integer.parseInt(dovecot.group(2)),
                    dovecot.group(1).getBytes(StandardCharsets.US_ASCII),
                    HexFormat.of().parseHex(dovecot.group(3)),
                    text);
        }
        if (text.startsWith(DIRECTORY_SERVER)) {
            return ofDirectoryServer(base64(text.substring(DIRECTORY_SERVER.length())), text);
        }
        var found = passlib.matches() ? passlib : ldap;
        return found.matches()
                ? of(
                        found.group(1) == null ? "SHA1" : found.group(1).toUpperCase(Locale.ROOT),
                        Integer.parseInt(found.group(2)),
                        base64(found.group(3)),
                        base64(found.group(4)),
                        text)
                : Optional.empty();
    }

    private static Optional<Pbkdf2Hash> ofDirectoryServer(byte[] octets, String text) {
        if (octets.length != DIRECTORY_SERVER_OCTETS) {
            return Optional.empty();
        }
        int key = 4 + DIRECTORY_SERVER_SALT;
        return of(
                "SHA256",
                ByteBuffer.wrap(octets).getInt(),
                Arrays.copyOfRange(octets, 4, key),
                Arrays.copyOfRange(octets, key, octets.length),
                text);
    }

    private static Optional<Pbkdf2Hash> of(
            String digest, int iterations, byte[] salt, byte[] key, String text) {
        if (iterations < 1 || salt.length == 0 || key.length < LEAST_KEY) {
            return Optional.empty();
        }
        StoredHash.requireAtMost(MOST_ITERATIONS, iterations, "PBKDF2 iterations");
        int block =
                switch (digest) {
                    case "SHA1" -> 20;
                    case "SHA256" -> 32;
                    default -> 64;
                };
        var compared = Arrays.copyOf(key, Math.min(block, key.length));
        return Optional.of(new Pbkdf2Hash(digest, iterations, salt, compared, text));
    }

    // passlib writes '.' for '+' and no padding.
    private static byte[] base64(String text) throws BadEncodingException {
        try {
            return Base64.getDecoder().decode(text.replace('.', '+').replace("=", ""));
        } catch (IllegalArgumentException e) {
            throw new BadEncodingException(e);
        }
    }

    private static final class BadEncodingException extends Exception {
        private static final long serialVersionUID = 1;

        BadEncodingException(Throwable cause) {
            super(cause);
        }
    }
}
