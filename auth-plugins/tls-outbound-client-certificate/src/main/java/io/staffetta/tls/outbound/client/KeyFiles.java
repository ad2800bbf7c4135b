package io.staffetta.tls.outbound.client;

import io.staffetta.spi.Secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a private key and its certificates lie.
sealed interface KeyFiles {

    /// The files to watch.
    List<Path> files();

    /// Reads them.
    ///
    /// @throws IOException with one line for the operator
    Loaded load() throws IOException;

    /// A private key and its certificate chain, the key's own certificate first.
    record Loaded(PrivateKey key, List<X509Certificate> chain) {

        private static final byte[] PROBE = new byte[32];

        /// @param file to name in errors
        static Loaded of(Path file, PrivateKey key, List<X509Certificate> chain)
                throws IOException {
            if (!belong(key, chain.getFirst())) {
                throw new IOException(
                        file + ": the private key does not belong to the first certificate");
            }
            return new Loaded(key, chain);
        }

        private static boolean belong(PrivateKey key, X509Certificate certificate) {
            try {
                var algorithm =
                        switch (key.getAlgorithm()) {
                            case "EC" -> "SHA256withECDSA";
                            case "RSA" -> "SHA256withRSA";
                            default -> key.getAlgorithm();
                        };
                var signature = Signature.getInstance(algorithm);
                signature.initSign(key);
                signature.update(PROBE);
                var signed = signature.sign();
                signature.initVerify(certificate.getPublicKey());
                signature.update(PROBE);
                return signature.verify(signed);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }

    /// PEM files; both may be the same.
    record Pem(Path chain, Path key) implements KeyFiles {

        private static final Pattern PKCS8 =
                Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

        private static final Pattern CERTIFICATE =
                Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

        @Override
        public List<Path> files() {
            return List.of(chain, key);
        }

        @Override
        public Loaded load() throws IOException {
            var block = PKCS8.matcher(read(key));
            if (!block.find()) {
                throw new IOException(
                        key
                                + ": no unencrypted PKCS#8 private key in it (openssl pkcs8 -topk8"
                                + " -nocrypt makes one)");
            }
            return Loaded.of(key, parse(block.group(1)), certificates());
        }

        private List<X509Certificate> certificates() throws IOException {
            // The key may stand in the same file, before or behind them.
            var blocks =
                    CERTIFICATE
                            .matcher(read(chain))
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.joining("\n"));
            if (blocks.isEmpty()) {
                throw new IOException(chain + ": no certificate in it");
            }
            try {
                var in = new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII));
                return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
            } catch (GeneralSecurityException e) {
                throw new IOException(chain + ": not a PEM file of certificates", e);
            }
        }

        private PrivateKey parse(String base64) throws IOException {
            try {
                var octets =
                        Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
                for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
                    try {
                        return KeyFactory.getInstance(algorithm)
                                .generatePrivate(new PKCS8EncodedKeySpec(octets));
                    } catch (InvalidKeySpecException e) {
                        // Of another kind.
                    }
                }
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                throw new IOException(key + ": the private key cannot be read", e);
            }
            throw new IOException(key + ": the private key is neither EC, RSA nor EdDSA");
        }

        private static String read(Path file) throws IOException {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (NoSuchFileException e) {
                throw new IOException(file + ": no such file", e);
            }
        }
    }

    /// A PKCS#12 file; its first key counts.
    record Pkcs12(Path file, Secret password) implements KeyFiles {

        @Override
        public List<Path> files() {
            return List.of(file);
        }

        @Override
        public Loaded load() throws IOException {
            var secret = password.reveal().toCharArray();
            try (var in = Files.newInputStream(file)) {
                var store = KeyStore.getInstance("PKCS12");
                try {
                    store.load(in, secret);
                } catch (IOException e) {
                    throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
                }
                for (var alias : Collections.list(store.aliases())) {
                    if (store.getKey(alias, secret) instanceof PrivateKey key) {
                        return Loaded.of(
                                file,
                                key,
                                Arrays.stream(store.getCertificateChain(alias))
                                        .map(X509Certificate.class::cast)
                                        .toList());
                    }
                }
                throw new IOException(file + ": no private key in it");
            } catch (NoSuchFileException e) {
                throw new IOException(file + ": no such file", e);
            } catch (GeneralSecurityException e) {
                throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
            } finally {
                Arrays.fill(secret, '\0');
            }
        }
    }
}
