package io.staffetta.sql;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// One round of SHA over password and salt, as in LDAP directories. It protects little, so it is
/// only ever imported, and gone at the next login.
///
/// @param scheme `SSHA`, `SSHA256` or `SSHA512`
/// @param octets digest and salt
record SaltedHash(String scheme, byte[] octets, String text) implements StoredHash {

    private static final Pattern SCHEME =
            Pattern.compile("\\{(SSHA|SSHA256|SSHA512)}([A-Za-z0-9+/]{27,}={0,2})");
    private static final int LEAST_SALT = 4;

    static Optional<SaltedHash> parse(String text) {
        var match = SCHEME.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var octets = Base64.getDecoder().decode(match.group(2));
            var hash = new SaltedHash(match.group(1), octets, text);
            return octets.length >= hash.digest().getDigestLength() + LEAST_SALT
                    ? Optional.of(hash)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String kind() {
        return scheme;
    }

    @Override
    public String cost() {
        return scheme;
    }

    @Override
    public boolean fits(byte[] password) {
        var digest = digest();
        int length = digest.getDigestLength();
        digest.update(password);
        digest.update(octets, length, octets.length - length);
        return MessageDigest.isEqual(digest.digest(), Arrays.copyOf(octets, length));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(
                    switch (scheme) {
                        case "SSHA" -> "SHA-1";
                        case "SSHA256" -> "SHA-256";
                        default -> "SHA-512";
                    });
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks a digest", e);
        }
    }
}
