package io.staffetta.certificates;

import io.staffetta.spi.Secret;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Certificates and their keys in a PKCS#12 file.
record Pkcs12File(Path file, Secret password) implements CertificateSource {

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public List<Credential> load(Instant now) throws IOException {
        var octets = ReadableFile.octets(file);
        var secret = password.reveal().toCharArray();
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(octets), secret);
            var credentials = new ArrayList<Credential>();
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) instanceof PrivateKey key) {
                    credentials.add(Credential.of(file, key, chain(store, alias), now));
                }
            }
            if (credentials.isEmpty()) {
                throw new IOException(file + ": no private key in it");
            }
            return credentials;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": not a usable PKCS#12 file: " + e.getMessage(), e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException(file + ": the password does not open it", e);
            }
            var message = String.valueOf(e.getMessage());
            throw message.startsWith(file.toString())
                    ? e
                    : new IOException(file + ": damaged PKCS#12 file", e);
        }
    }

    private List<X509Certificate> chain(KeyStore store, String alias)
            throws GeneralSecurityException, IOException {
        var chain = store.getCertificateChain(alias);
        if (chain == null) {
            throw new IOException(file + ": no certificate for the key '" + alias + "'");
        }
        return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }
}
