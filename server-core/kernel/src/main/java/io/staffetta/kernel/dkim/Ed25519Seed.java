package io.staffetta.kernel.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

/// Java tells the public half of an Ed25519 key only when it makes one (RFC 8032 §5.1.5), so it
/// makes the same one again: from the 32 octets that the private half is.
final class Ed25519Seed extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] seed;

    private Ed25519Seed(byte[] seed) {
        this.seed = seed.clone();
    }

    static PublicKey publicKey(EdECPrivateKey key) throws GeneralSecurityException {
        var seed =
                key.getBytes()
                        .orElseThrow(() ->
                                new IllegalArgumentException("the key hides its private half"));
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Ed25519Seed(seed));
        var publicKey = generator.generateKeyPair().getPublic();
        check(key, publicKey);
        return publicKey;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (bytes.length != seed.length) {
            throw new IllegalStateException("not the octets of a key");
        }
        System.arraycopy(seed, 0, bytes, 0, seed.length);
    }

    private static void check(EdECPrivateKey key, PublicKey publicKey)
            throws GeneralSecurityException {
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update((byte) 1);
        var signature = signer.sign();
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey);
        verifier.update((byte) 1);
        if (!verifier.verify(signature)) {
            throw new IllegalArgumentException("the halves of the key do not belong together");
        }
    }
}
