package io.staffetta.certificates;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A private key and its certificate chain, the key's own certificate first.
record Credential(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] PROBE = new byte[32];

    Credential {
        chain = List.copyOf(chain);
    }

    /// Checks that the parts belong together and are valid now.
    ///
    /// @param file to name in errors
    /// @param certificates the key's own and those of its issuers, in any order
    static Credential of(Path file, PrivateKey key, List<X509Certificate> certificates, Instant now)
            throws IOException {
        var credential = of(file, key, certificates);
        var fault = credential.outOfTime(now);
        if (fault.isPresent()) {
            throw new IOException(file + ": the certificate " + fault.get());
        }
        return credential;
    }

    /// Checks that the parts belong together.
    static Credential of(Path file, PrivateKey key, List<X509Certificate> certificates)
            throws IOException {
        var own =
                certificates.stream()
                        .filter(certificate -> belong(key, certificate.getPublicKey()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IOException(
                                        file
                                                + ": the private key does not belong to the"
                                                + " certificate"));
        return new Credential(key, sorted(own, certificates));
    }

    /// What is wrong with its time, to follow the words "the certificate".
    Optional<String> outOfTime(Instant now) {
        var until = certificate().getNotAfter().toInstant();
        var from = certificate().getNotBefore().toInstant();
        if (now.isAfter(until)) {
            return Optional.of("expired on " + until);
        }
        return now.isBefore(from) ? Optional.of("is not valid before " + from) : Optional.empty();
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The key type as JSSE asks for it: `EC`, `RSA`, `RSASSA-PSS`, `EdDSA`.
    String keyType() {
        return certificate().getPublicKey().getAlgorithm();
    }

    /// Whether a client can check signatures of the key. JSSE asks by the key type only, with TLS
    /// 1.2 by the cipher suite; and it signs with an EC key by the hash that goes with its curve.
    ///
    /// @param algorithms what the client can check, by their Java names; empty if it did not say
    boolean isVerifiableBy(List<String> algorithms) {
        return algorithms.isEmpty() || algorithms.stream().anyMatch(this::isSignedBy);
    }

    private boolean isSignedBy(String algorithm) {
        return switch (certificate().getPublicKey()) {
            case ECPublicKey key ->
                    switch (key.getParams().getCurve().getField().getFieldSize()) {
                        case 256 -> algorithm.equals("SHA256withECDSA");
                        case 384 -> algorithm.equals("SHA384withECDSA");
                        case 521 -> algorithm.equals("SHA512withECDSA");
                        default -> algorithm.endsWith("withECDSA");
                    };
            case RSAPublicKey _ ->
                    algorithm.equals("RSASSA-PSS")
                            || (keyType().equals("RSA") && algorithm.endsWith("withRSA"));
            default ->
                    keyType().equals("EdDSA")
                            ? algorithm.startsWith("Ed")
                            : algorithm.equals(keyType());
        };
    }

    private static List<X509Certificate> sorted(
            X509Certificate own, List<X509Certificate> certificates) {
        var rest = new ArrayList<>(certificates);
        var chain = new ArrayList<X509Certificate>();
        for (var next = own; next != null; ) {
            chain.add(next);
            rest.remove(next);
            var issuer = next.getIssuerX500Principal();
            next =
                    rest.stream()
                            .filter(other -> other.getSubjectX500Principal().equals(issuer))
                            .findFirst()
                            .orElse(null);
        }
        return chain;
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        return statesToBelong(key, certified) || signsAs(key, certified);
    }

    /// Whether an EC key carries the public key of the certificate, as files of OpenSSL do (RFC
    /// 5915). To sign with it would take the JDK 30 ms of each start, and as much again to compile.
    private static boolean statesToBelong(PrivateKey key, PublicKey certified) {
        var encoded = key.getEncoded();
        if (encoded == null || !(certified instanceof ECPublicKey)) {
            return false;
        }
        try {
            var info = PrivateKeyInfo.getInstance(encoded);
            var stated = ECPrivateKey.getInstance(info.parsePrivateKey()).getPublicKey();
            var wanted = SubjectPublicKeyInfo.getInstance(certified.getEncoded());
            return info.getPrivateKeyAlgorithm().equals(wanted.getAlgorithm())
                    && wanted.getPublicKeyData().equals(stated);
        } catch (IOException | IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean signsAs(PrivateKey key, PublicKey certified) {
        try {
            var signature = signature(certified.getAlgorithm());
            signature.initSign(key);
            signature.update(PROBE);
            var signed = signature.sign();
            var check = signature(certified.getAlgorithm());
            check.initVerify(certified);
            check.update(PROBE);
            return check.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signature signature(String keyType) throws GeneralSecurityException {
        return switch (keyType) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            case "RSASSA-PSS" -> {
                var signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(
                        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield signature;
            }
            default -> Signature.getInstance(keyType);
        };
    }
}
