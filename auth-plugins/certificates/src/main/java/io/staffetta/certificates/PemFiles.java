package io.staffetta.certificates;

import io.staffetta.spi.Secret;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A certificate chain and its key in PEM files, which may be the same one.
record PemFiles(Path chain, Path key, Secret password) implements CertificateSource {

    @Override
    public List<Path> files() {
        return chain.equals(key) ? List.of(chain) : List.of(chain, key);
    }

    @Override
    public List<Credential> load(Instant now) throws IOException {
        var certificates = readChain();
        return List.of(Credential.of(key, readKey(), certificates, now));
    }

    /// Whatever time it is for.
    Credential read() throws IOException {
        return Credential.of(key, readKey(), readChain());
    }

    private List<X509Certificate> readChain() throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (var object : objects(chain)) {
                if (object instanceof X509CertificateHolder holder) {
                    certificates.add(
                            (X509Certificate)
                                    factory.generateCertificate(
                                            new ByteArrayInputStream(holder.getEncoded())));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(chain + ": not a usable certificate: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(chain + ": no certificate in PEM form in it");
        }
        return certificates;
    }

    private PrivateKey readKey() throws IOException {
        for (var object : objects(key)) {
            var info = keyInfo(object);
            if (info == null) {
                continue;
            }
            try {
                // The JDK knows its key factories by object identifier too.
                return KeyFactory.getInstance(info.getPrivateKeyAlgorithm().getAlgorithm().getId())
                        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IOException(key + ": not a usable private key: " + e.getMessage(), e);
            }
        }
        throw new IOException(key + ": no private key in PEM form in it");
    }

    private @Nullable PrivateKeyInfo keyInfo(Object object) throws IOException {
        try {
            return switch (object) {
                case PrivateKeyInfo info -> info;
                case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                case PEMEncryptedKeyPair pair -> {
                    needPassword();
                    yield pair.decryptKeyPair(
                                    new JcePEMDecryptorProviderBuilder()
                                            .setProvider(new BouncyCastleProvider())
                                            .build(password.reveal().toCharArray()))
                            .getPrivateKeyInfo();
                }
                case PKCS8EncryptedPrivateKeyInfo info -> {
                    needPassword();
                    yield info.decryptPrivateKeyInfo(
                            new JceOpenSSLPKCS8DecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(password.reveal().toCharArray()));
                }
                default -> null;
            };
        } catch (PEMException | PKCSException | OperatorCreationException e) {
            throw new IOException(key + ": the password does not open the private key", e);
        }
    }

    private void needPassword() throws IOException {
        if (password.isEmpty()) {
            throw new IOException(key + ": the private key is encrypted; set its <password>");
        }
    }

    private static List<Object> objects(Path file) throws IOException {
        var text = new String(ReadableFile.octets(file), StandardCharsets.ISO_8859_1);
        var objects = new ArrayList<Object>();
        try (var parser = new PEMParser(new StringReader(text))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + ": damaged PEM file", e);
        }
        return objects;
    }
}
