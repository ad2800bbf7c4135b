package io.staffetta.tls.outbound.client;

import io.staffetta.spi.Secret;
import io.staffetta.spi.tls.NextHops;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// Settings of the policy `client-certificate`. Relative paths start at the folder of the
/// configuration file. Either `chain` or `pkcs12`.
///
/// @param domains destinations, and hosts not learnt from MX records, that may see it; none: every
///   one that asks
/// @param chain PEM file with the certificate and those of its issuers
/// @param key PEM file with its private key as PKCS#8, not encrypted; none: in the file `chain`
/// @param pkcs12 PKCS#12 file with key and certificates
/// @param password of the PKCS#12 file; none: empty
/// @param checkInterval how often files are looked at for changes; default 10s
public record ClientCertificateSettings(
        List<String> domains,
        @Nullable Path chain,
        @Nullable Path key,
        @Nullable Path pkcs12,
        Secret password,
        Duration checkInterval) {

    public ClientCertificateSettings {
        domains = List.copyOf(domains);
        NextHops.parse(domains);
        password = Objects.requireNonNullElse(password, Secret.of(""));
        checkInterval = Objects.requireNonNullElse(checkInterval, Duration.ofSeconds(10));
        if ((chain == null) == (pkcs12 == null)) {
            throw new IllegalArgumentException("either chain or pkcs12 is needed");
        }
        if (key != null && chain == null) {
            throw new IllegalArgumentException("key: goes with chain");
        }
        if (checkInterval.isNegative() || checkInterval.isZero()) {
            throw new IllegalArgumentException("check-interval: must be more than zero");
        }
    }

    NextHops nextHops() {
        return NextHops.parse(domains);
    }

    KeyFiles files(Path folder) {
        if (pkcs12 != null) {
            return new KeyFiles.Pkcs12(folder.resolve(pkcs12), password);
        }
        var chainFile = folder.resolve(Objects.requireNonNull(chain));
        return new KeyFiles.Pem(chainFile, key == null ? chainFile : folder.resolve(key));
    }
}
