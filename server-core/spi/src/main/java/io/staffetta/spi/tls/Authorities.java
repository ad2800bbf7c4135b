package io.staffetta.spi.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Certificate authorities in a PEM file, such as a private one that an operator believes.
public final class Authorities {

    /// More than all authorities of the world need.
    private static final int MAX_SIZE = 16 << 20;

    private Authorities() {}

    /// Believes those in the file and nobody else. The manager checks chains, not names.
    ///
    /// @throws IOException if there is none in it; with one line for the operator
    public static X509ExtendedTrustManager read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            if (Files.size(file) > MAX_SIZE) {
                throw new IOException(file + ": too large for a file of certificates");
            }
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(file + ": no certificate in it");
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : certificates) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            return manager(store);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (CertificateException e) {
            throw new IOException(file + ": not a PEM file of certificates", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /// A context for clients that believes those in the file and nobody else.
    ///
    /// @throws IOException as [#read]
    public static SSLContext context(Path file) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {read(file)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager manager(KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
    }
}
