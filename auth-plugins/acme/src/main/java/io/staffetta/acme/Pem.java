package io.staffetta.acme;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Keys and certificates as text.
///
/// @param publicKey only where it was written beside the private one
record Pem(List<X509Certificate> chain, Optional<PrivateKey> key, Optional<PublicKey> publicKey) {

    private static final int MAX_SIZE = 1 << 20;

    static String chainAndKey(List<X509Certificate> chain, PrivateKey key)
            throws GeneralSecurityException {
        var text = new StringBuilder();
        for (var certificate : chain) {
            text.append(block("CERTIFICATE", certificate.getEncoded()));
        }
        return text.append(block("PRIVATE KEY", key.getEncoded())).toString();
    }

    static String keyPair(KeyPair pair) {
        return block("PRIVATE KEY", pair.getPrivate().getEncoded())
                + block("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /// @throws IOException with one line, without content
    static KeyPair keyPair(String text, Object from) throws IOException {
        try {
            var pem = parse(text);
            return new KeyPair(pem.publicKey().orElseThrow(), pem.key().orElseThrow());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException(from + ": is not a pair of keys that this server wrote", e);
        }
    }

    /// @throws IOException with one line, without content
    static Pem read(Path file) throws IOException {
        try {
            return parse(text(file));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException(file + ": damaged PEM file", e);
        }
    }

    static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_SIZE), StandardCharsets.ISO_8859_1);
        }
    }

    private static Pem parse(String text) throws IOException, GeneralSecurityException {
        var chain = new ArrayList<X509Certificate>();
        var key = Optional.<PrivateKey>empty();
        var publicKey = Optional.<PublicKey>empty();
        try (var parser = new PEMParser(new StringReader(text))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                switch (object) {
                    case X509CertificateHolder holder -> chain.add(certificate(holder));
                    case PrivateKeyInfo info -> key = Optional.of(privateKey(info));
                    case PEMKeyPair pair -> key = Optional.of(privateKey(pair.getPrivateKeyInfo()));
                    case SubjectPublicKeyInfo info -> publicKey = Optional.of(publicKey(info));
                    default -> {}
                }
            }
        }
        return new Pem(List.copyOf(chain), key, publicKey);
    }

    private static X509Certificate certificate(X509CertificateHolder holder)
            throws IOException, GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
    }

    private static PrivateKey privateKey(PrivateKeyInfo info)
            throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(info.getPrivateKeyAlgorithm().getAlgorithm().getId())
                .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static PublicKey publicKey(SubjectPublicKeyInfo info)
            throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(info.getAlgorithm().getAlgorithm().getId())
                .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }

    private static String block(String type, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
