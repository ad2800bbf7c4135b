package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// A certificate of the tests with its key, made by the JDK's `keytool`.
record Certificate(X509Certificate certificate, Key key) {

    private static final String PASSWORD = "changeit";

    /// A new one for a host.
    static Certificate of(String host) {
        try {
            var folder = Files.createTempDirectory("certificate");
            var store = folder.resolve("store.p12");
            try {
                generate(host, store);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Puts certificate and key as PEM in place of a file, at one stroke.
    void writeTo(Path file) {
        try {
            var fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), pem());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// For a server that shows it, and for a client that believes whatever it is shown.
    SSLContext context() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "it",
                    key,
                    PASSWORD.toCharArray(),
                    new java.security.cert.Certificate[] {certificate});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(
                    keys.getKeyManagers(),
                    new TrustManager[] {new SmtpWire.TrustEverything()},
                    null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String pem() throws GeneralSecurityException {
        return block("CERTIFICATE", certificate.getEncoded())
                + block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    }

    private static void generate(String host, Path store) {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made =
                Command.of(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "it",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=dns:" + host,
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD)
                        .run();
        if (made.exitCode() != 0) {
            throw new IllegalStateException(made.mergeErr().out());
        }
    }

    private static Certificate read(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        return new Certificate(
                (X509Certificate) store.getCertificate("it"),
                store.getKey("it", PASSWORD.toCharArray()));
    }
}
