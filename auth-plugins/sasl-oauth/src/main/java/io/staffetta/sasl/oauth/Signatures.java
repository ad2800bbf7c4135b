package io.staffetta.sasl.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/// Checks signatures with published keys of the kind that the algorithm is for.
final class Signatures {

    /// RFC 7518 3.3.
    private static final int LEAST_RSA_BITS = 2048;

    /// RFC 8410 4: what stands before the 32 octets of an Ed25519 key in X.509.
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private Signatures() {}

    /// The keys that may have signed a token: right in kind, name, use and algorithm.
    static List<JWK> candidates(SignedJWT token, JWKSet keys) {
        return new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader())).select(keys);
    }

    static boolean isBy(JWK key, SignedJWT token) {
        try {
            return switch (key) {
                case RSAKey rsa when rsa.size() >= LEAST_RSA_BITS ->
                        isValid(token, new RSASSAVerifier(rsa.toRSAPublicKey()));
                case ECKey ec -> isValid(token, new ECDSAVerifier(ec.toECPublicKey()));
                case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) ->
                        isByEd25519(pair.getDecodedX(), token);
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException e) {
            // Key or signature are malformed.
            return false;
        }
    }

    private static boolean isValid(SignedJWT token, JWSVerifier verifier) throws JOSEException {
        return verifier.verify(token.getHeader(), token.getSigningInput(), token.getSignature());
    }

    /// The library wants another library for this; the JDK has it.
    private static boolean isByEd25519(byte[] key, SignedJWT token)
            throws GeneralSecurityException {
        var encoded = new byte[ED25519.length + key.length];
        System.arraycopy(ED25519, 0, encoded, 0, ED25519.length);
        System.arraycopy(key, 0, encoded, ED25519.length, key.length);
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        signature.update(token.getSigningInput());
        return signature.verify(token.getSignature().decode());
    }
}
