package io.staffetta.kernel.dkim;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;

/// A key with both halves.
///
/// @param algorithm its kind
/// @param bits its size
/// @param privateKey never to be shown
/// @param publicKey follows from the private half
record KeyMaterial(KeyAlgorithm algorithm, int bits, PrivateKey privateKey, PublicKey publicKey) {

    /// Makes one; takes a second or more for a large RSA key.
    static KeyMaterial generate(KeyAlgorithm algorithm, int rsaBits) {
        int bits = algorithm.bits(rsaBits);
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.name());
            if (algorithm == KeyAlgorithm.RSA) {
                generator.initialize(bits);
            }
            var pair = generator.generateKeyPair();
            return new KeyMaterial(algorithm, bits, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no keys of kind " + algorithm, e);
        }
    }

    /// Reads one.
    ///
    /// @throws IOException with one line that repeats nothing of it
    static KeyMaterial parse(String pem) throws IOException {
        try {
            return of(PrivateKeyPem.decode(pem));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static KeyMaterial of(PrivateKey key) throws GeneralSecurityException {
        return switch (key) {
            case RSAPrivateCrtKey rsa -> {
                int bits = KeyAlgorithm.checkedRsaBits(rsa.getModulus().bitLength());
                var spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
                var publicKey = KeyFactory.getInstance("RSA").generatePublic(spec);
                yield new KeyMaterial(KeyAlgorithm.RSA, bits, rsa, publicKey);
            }
            case EdECPrivateKey edwards when isEd25519(edwards) ->
                    new KeyMaterial(
                            KeyAlgorithm.ED25519,
                            KeyAlgorithm.ED25519.bits(0),
                            edwards,
                            Ed25519Seed.publicKey(edwards));
            default -> throw new IllegalArgumentException("neither an RSA key nor an Ed25519 key");
        };
    }

    private static boolean isEd25519(EdECPrivateKey key) {
        return key.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    }

    @Override
    public String toString() {
        return algorithm.tag() + " key of " + bits + " bits";
    }
}
