package io.staffetta.certificates;

import io.staffetta.spi.Secret;
import io.staffetta.spi.host.Server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Settings of the certificates `certificates`. Relative paths start at the folder of the
/// configuration file, that of `folder` at the data folder. With neither `certificate` nor
/// `pkcs12`, and nothing in `folder`, a self-signed certificate is made.
///
/// @param certificate PEM files, repeated; the first is for clients that name no host
/// @param pkcs12 PKCS#12 files, repeated; after all PEM files
/// @param folder each `*.pem` in it is a certificate; after those above; default `certificates`
/// @param checkInterval how often files are looked at for changes; default 10s
public record CertificatesSettings(
        List<Pem> certificate, List<Pkcs12> pkcs12, Path folder, Duration checkInterval) {

    /// A certificate in PEM files.
    ///
    /// @param chain the certificate and those of its issuers
    /// @param key its private key: PKCS#8, PKCS#1 or SEC 1; default: in the file `chain`
    /// @param password for an encrypted key; default: none
    public record Pem(Path chain, Path key, Secret password) {
        public Pem {
            if (chain == null) {
                throw new IllegalArgumentException("chain: a file name is needed");
            }
            key = Objects.requireNonNullElse(key, chain);
            password = Objects.requireNonNullElse(password, Secret.of(""));
        }
    }

    /// A certificate, or several, in a PKCS#12 file.
    ///
    /// @param file with keys and certificates
    /// @param password of the file and its keys; default: empty
    public record Pkcs12(Path file, Secret password) {
        public Pkcs12 {
            if (file == null) {
                throw new IllegalArgumentException("file: a file name is needed");
            }
            password = Objects.requireNonNullElse(password, Secret.of(""));
        }
    }

    public CertificatesSettings {
        certificate = List.copyOf(Objects.requireNonNullElse(certificate, List.of()));
        pkcs12 = List.copyOf(Objects.requireNonNullElse(pkcs12, List.of()));
        folder = Objects.requireNonNullElse(folder, Path.of("certificates"));
        checkInterval = Objects.requireNonNullElse(checkInterval, Duration.ofSeconds(10));
        if (checkInterval.isNegative() || checkInterval.isZero()) {
            throw new IllegalArgumentException("check-interval: must be more than zero");
        }
    }

    /// Where certificates come from, in the order in which they are preferred.
    List<CertificateSource> sources(Server server) {
        var configuration = server.configuration();
        var sources = new ArrayList<CertificateSource>();
        for (var pem : certificate) {
            sources.add(
                    new PemFiles(
                            configuration.resolve(pem.chain()),
                            configuration.resolve(pem.key()),
                            pem.password()));
        }
        for (var store : pkcs12) {
            sources.add(new Pkcs12File(configuration.resolve(store.file()), store.password()));
        }
        sources.add(new Folder(server.data().resolve(folder), server.hostname()));
        return sources;
    }
}
