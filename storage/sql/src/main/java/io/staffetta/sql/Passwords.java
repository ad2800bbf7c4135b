package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// The form of a password that is hashed, so that it does not matter how a keyboard composes its
/// letters (OpaqueString, RFC 8265 §4.2).
final class Passwords {

    static final int MAX_OCTETS = 1024;

    private Passwords() {}

    /// The form to compare.
    static Secret prepare(Secret password) {
        var spaced = new StringBuilder();
        password.reveal()
                .codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(spaced::appendCodePoint);
        return Secret.of(Normalizer.normalize(spaced, Normalizer.Form.NFC));
    }

    /// The form to store.
    ///
    /// @throws IllegalArgumentException if it is no password
    static Secret prepareNew(Secret password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password is empty");
        }
        if (password.reveal().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the password has a control character");
        }
        var prepared = prepare(password);
        if (octets(prepared).length > MAX_OCTETS) {
            throw new IllegalArgumentException(
                    "the password is longer than " + MAX_OCTETS + " octets");
        }
        return prepared;
    }

    /// Whether a prepared password can be anybody's. Some kinds of hash take long for a long one,
    /// so what cannot be right is never hashed.
    static boolean isPossible(Secret prepared) {
        return !prepared.isEmpty() && octets(prepared).length <= MAX_OCTETS;
    }

    static byte[] octets(Secret password) {
        return password.reveal().getBytes(StandardCharsets.UTF_8);
    }
}
