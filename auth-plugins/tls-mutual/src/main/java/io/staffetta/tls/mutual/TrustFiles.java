package io.staffetta.tls.mutual;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// The files that say whom to believe.
///
/// @param authorities empty: those of the Java run-time
/// @param lists of revoked certificates
record TrustFiles(Optional<Path> authorities, List<Path> lists) {

    /// The largest lists of revoked certificates have some 30 MiB.
    private static final int MAX_SIZE = 64 << 20;

    /// RFC 5280 §5.2.4: a list of changes only.
    private static final String DELTA = "2.5.29.27";

    List<FileState> states() {
        return Stream.concat(authorities.stream(), lists.stream()).map(FileState::of).toList();
    }

    /// Believes the authorities and nobody else.
    ///
    /// @throws IOException with one line that names the file and what is wrong
    X509ExtendedTrustManager readAuthorities() throws IOException {
        return manager(
                authorities.isPresent() ? Optional.of(read(authorities.get())) : Optional.empty());
    }

    /// See [#readAuthorities].
    List<RevocationList> readLists() throws IOException {
        var read = new ArrayList<RevocationList>();
        for (var file : lists) {
            try {
                var crls =
                        CertificateFactory.getInstance("X.509")
                                .generateCRLs(new ByteArrayInputStream(octets(file)));
                if (crls.isEmpty()) {
                    throw new IOException(file + ": no list of revoked certificates in it");
                }
                for (var crl : crls) {
                    read.add(list(file, (X509CRL) crl));
                }
            } catch (CRLException | CertificateException e) {
                throw new IOException(
                        file + ": not a list of revoked certificates in PEM or DER form", e);
            }
        }
        return read;
    }

    private static RevocationList list(Path file, X509CRL crl) throws IOException {
        var critical = crl.getCriticalExtensionOIDs();
        if (critical != null && critical.contains(DELTA)) {
            throw new IOException(file + ": a delta list cannot be used, only a complete one");
        }
        try {
            return new RevocationList(file, crl, ListScope.of(crl));
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static KeyStore read(Path file) throws IOException {
        try {
            var certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(octets(file)));
            if (certificates.isEmpty()) {
                throw new IOException(file + ": no certificate in it");
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : certificates) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            return store;
        } catch (CertificateException e) {
            throw new IOException(file + ": not a PEM file of certificates", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager manager(Optional<KeyStore> store) throws IOException {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store.orElse(null));
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no trust manager for X.509"));
        } catch (GeneralSecurityException e) {
            throw new IOException("the authorities cannot be used: " + e.getMessage(), e);
        }
    }

    private static byte[] octets(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var octets = in.readNBytes(MAX_SIZE + 1);
            if (octets.length > MAX_SIZE) {
                throw new IOException(file + ": larger than 64 MiB");
            }
            return octets;
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        }
    }
}
