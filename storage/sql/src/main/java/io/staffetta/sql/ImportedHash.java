package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads hashes that other servers wrote. No message repeats one: it might be a password that was
/// pasted in its place.
final class ImportedHash {

    private static final Pattern SCHEME = Pattern.compile("\\{([A-Za-z0-9._-]{1,30})}(.*)");

    // Dovecot and OpenLDAP write them in front of what says itself what it is.
    private static final Set<String> ENVELOPES =
            Set.of(
                    "CRYPT",
                    "SHA256-CRYPT",
                    "SHA512-CRYPT",
                    "BLF-CRYPT",
                    "BCRYPT",
                    "ARGON2",
                    "ARGON2I",
                    "ARGON2ID");
    private static final Set<String> WEAK =
            Set.of(
                    "PLAIN",
                    "CLEAR",
                    "CLEARTEXT",
                    "MD5",
                    "SMD5",
                    "PLAIN-MD5",
                    "LDAP-MD5",
                    "MD5-CRYPT",
                    "DES-CRYPT",
                    "PLAIN-MD4",
                    "CRAM-MD5",
                    "HMAC-MD5",
                    "DIGEST-MD5",
                    "NTLM",
                    "LANMAN",
                    "SHA",
                    "SHA1",
                    "SHA256",
                    "SHA512");

    private static final int MOST_CHARACTERS = 500;

    private ImportedHash() {}

    /// @throws IllegalArgumentException with one line if it is of no kind that is taken
    static StoredHash parse(Secret written) {
        var text = written.reveal().strip();
        var scheme = SCHEME.matcher(text);
        if (scheme.matches()) {
            text = withScheme(scheme.group(1).toUpperCase(Locale.ROOT), scheme.group(2));
        }
        requireNotWeak(text.startsWith("$1$"), "MD5-crypt");
        var hash =
                StoredHash.parse(text)
                        .filter(known -> known.text().length() <= MOST_CHARACTERS)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the password hash is of no kind that is taken:"
                                                + " Argon2, bcrypt, SHA-256-crypt,"
                                                + " SHA-512-crypt, PBKDF2, SSHA, SSHA256 or"
                                                + " SSHA512"));
        hash.requireImportable();
        return hash;
    }

    private static String withScheme(String name, String rest) {
        requireNotWeak(WEAK.contains(name), name);
        return ENVELOPES.contains(name) ? rest : "{%s}%s".formatted(name, rest);
    }

    private static void requireNotWeak(boolean weak, String name) {
        if (weak) {
            throw new IllegalArgumentException(
                    "a password hash of kind %s protects too little to be taken".formatted(name));
        }
    }
}
