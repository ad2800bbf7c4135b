package io.staffetta.dkim;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;

/// How mail is signed. Not `rsa-sha1`, which is history (RFC 8301 §3.1).
enum Algorithm {
    /// RFC 6376 §3.3.2.
    RSA_SHA256("rsa-sha256", "rsa", "SHA256withRSA") {
        @Override
        byte[] prepared(byte[] octets) {
            return octets;
        }
    },

    /// RFC 8463 §3: what is signed is the hash.
    ED25519_SHA256("ed25519-sha256", "ed25519", "Ed25519") {
        @Override
        byte[] prepared(byte[] octets) {
            return Sha256.digest().digest(octets);
        }
    };

    private final String word;
    private final String keyType;
    private final String jdkName;

    Algorithm(String word, String keyType, String jdkName) {
        this.word = word;
        this.keyType = keyType;
        this.jdkName = jdkName;
    }

    /// As it stands in signatures.
    String word() {
        return word;
    }

    /// As it stands in key records.
    String keyType() {
        return keyType;
    }

    static Optional<Algorithm> of(String word) {
        for (var one : values()) {
            if (one.word.equalsIgnoreCase(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /// Whether that is a signature of these octets.
    ///
    /// @throws GeneralSecurityException if key or signature is of no use
    boolean verify(PublicKey key, byte[] octets, byte[] signature) throws GeneralSecurityException {
        var verifier = Signature.getInstance(jdkName);
        verifier.initVerify(key);
        verifier.update(prepared(octets));
        return verifier.verify(signature);
    }

    byte[] sign(PrivateKey key, byte[] octets) throws GeneralSecurityException {
        var signer = Signature.getInstance(jdkName);
        signer.initSign(key);
        signer.update(prepared(octets));
        return signer.sign();
    }

    abstract byte[] prepared(byte[] octets);
}
