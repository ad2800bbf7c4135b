package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A certificate authority of the tests, made by the JDK's `keytool`.
record Authority(Path store) {

    private static final String PASSWORD = "changeit";

    static Authority create(Path folder) {
        var authority = new Authority(folder.resolve("authority.p12"));
        authority.generate("ca", "CN=Staffetta test authority", "-ext", "bc:c");
        return authority;
    }

    /// Writes its own certificate as PEM.
    Path writeCertificate(Path file) {
        return write(file, pem("CERTIFICATE", chain("ca").getFirst()));
    }

    /// Issues a certificate for host names; writes key and chain as PEM into one file.
    Path issue(Path file, String... hosts) {
        var names = String.join(",", Arrays.stream(hosts).map(host -> "dns:" + host).toList());
        generate(hosts[0], "CN=" + hosts[0], "-signer", "ca", "-ext", "san=" + names);
        var text = new StringBuilder(block("PRIVATE KEY", key(hosts[0])));
        chain(hosts[0]).forEach(certificate -> text.append(pem("CERTIFICATE", certificate)));
        return write(file, text.toString());
    }

    /// Options of a JVM that believes this authority and no other.
    String trustOptions() {
        var trust = store.resolveSibling("trust.p12");
        var pem = writeCertificate(store.resolveSibling("authority.pem"));
        keytool(
                trust,
                List.of("-importcert", "-noprompt", "-alias", "ca", "-file", pem.toString()));
        return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(trust, PASSWORD);
    }

    private void generate(String alias, String name, String... more) {
        var words = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", name));
        words.addAll(List.of("-keyalg", "EC", "-validity", "30"));
        words.addAll(List.of(more));
        keytool(store, words);
    }

    private static void keytool(Path store, List<String> more) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.addAll(more);
        words.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        words.addAll(List.of("-storepass", PASSWORD));
        var made = Command.of(words.toArray(String[]::new)).run();
        if (made.exitCode() != 0) {
            throw new IllegalStateException(made.mergeErr().out());
        }
    }

    private List<Certificate> chain(String alias) {
        try {
            return List.of(open().getCertificateChain(alias));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key(String alias) {
        try {
            return open().getKey(alias, PASSWORD.toCharArray()).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore open() throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String label, Certificate certificate) {
        try {
            return block(label, certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
