package io.staffetta.spi.auth;

import java.util.Arrays;

/// What a server needs to check a SCRAM login, and what cannot be used to log in (RFC 5802 §3). It
/// never shows its keys.
///
/// @param hash `SHA-1`, `SHA-256` or `SHA-512`
/// @param salt random octets
/// @param iterations of PBKDF2; at least 4096
/// @param storedKey H(ClientKey)
/// @param serverKey HMAC(SaltedPassword, "Server Key")
public record ScramVerifier(
        String hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

    public ScramVerifier {
        salt = salt.clone();
        storedKey = storedKey.clone();
        serverKey = serverKey.clone();
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] storedKey() {
        return storedKey.clone();
    }

    @Override
    public byte[] serverKey() {
        return serverKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramVerifier verifier
                && hash.equals(verifier.hash)
                && iterations == verifier.iterations
                && Arrays.equals(salt, verifier.salt)
                && Arrays.equals(storedKey, verifier.storedKey)
                && Arrays.equals(serverKey, verifier.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(storedKey);
    }

    @Override
    public String toString() {
        return "ScramVerifier[" + hash + ", " + iterations + "]";
    }
}
