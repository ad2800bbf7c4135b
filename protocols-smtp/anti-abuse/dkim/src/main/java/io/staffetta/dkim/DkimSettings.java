package io.staffetta.dkim;

import io.staffetta.spi.mail.Domain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `dkim`.
///
/// @param maxSignatures signatures of a message that are looked at, those of the authors' domains
///   first; 1 to 50, default 5
/// @param maxKeys keys tried if several are published at one name; 1 to 10, default 3
/// @param maxKeyRecord longest key record in octets; default 8192
/// @param minRsaBits smallest RSA key; at least 1024 (RFC 8301 §3.2), which is the default
/// @param maxRsaBits largest RSA key; at most 16384, default 4096
/// @param maxSignedHeaders longest list of signed header fields; default 200
/// @param dnsTimeout for all questions of one message together; default `10s`
/// @param clockSkew how wrong clocks may be where signatures have times; default `5m`
/// @param partialBody what a signature of a part of the body counts for; default `policy`
/// @param checkAuthenticated whether clients that logged in and those of UNIX sockets are checked,
///   too
/// @param onFail default `next`
/// @param onTemperror default `next`
/// @param require domains whose mail must be signed by them
public record DkimSettings(
        int maxSignatures,
        int maxKeys,
        int maxKeyRecord,
        int minRsaBits,
        int maxRsaBits,
        int maxSignedHeaders,
        Duration dnsTimeout,
        Duration clockSkew,
        PartialBody partialBody,
        boolean checkAuthenticated,
        OnFail onFail,
        OnTemperror onTemperror,
        List<Domain> require) {

    private static final int LONGEST_JDK_MODULUS = 16384;

    public DkimSettings {
        maxSignatures = orDefault(maxSignatures, 5);
        maxKeys = orDefault(maxKeys, 3);
        maxKeyRecord = orDefault(maxKeyRecord, 8192);
        minRsaBits = orDefault(minRsaBits, KeyLimits.LEAST_RSA_BITS);
        maxRsaBits = orDefault(maxRsaBits, Math.max(4096, minRsaBits));
        maxSignedHeaders = orDefault(maxSignedHeaders, 200);
        dnsTimeout = Objects.requireNonNullElse(dnsTimeout, Duration.ofSeconds(10));
        clockSkew = Objects.requireNonNullElse(clockSkew, Duration.ofMinutes(5));
        partialBody = Objects.requireNonNullElse(partialBody, PartialBody.POLICY);
        onFail = Objects.requireNonNullElse(onFail, OnFail.NEXT);
        onTemperror = Objects.requireNonNullElse(onTemperror, OnTemperror.NEXT);
        require = List.copyOf(require);
        requireRange("max-signatures", maxSignatures, 1, 50);
        requireRange("max-keys", maxKeys, 1, 10);
        requireRange("max-key-record", maxKeyRecord, 512, 65536);
        requireRange("min-rsa-bits", minRsaBits, KeyLimits.LEAST_RSA_BITS, LONGEST_JDK_MODULUS);
        requireRange("max-rsa-bits", maxRsaBits, minRsaBits, LONGEST_JDK_MODULUS);
        requireRange("max-signed-headers", maxSignedHeaders, 1, 10_000);
        if (!dnsTimeout.isPositive()) {
            throw new IllegalArgumentException("dns-timeout must be more than zero");
        }
    }

    /// What happens to a message with signatures that fail and none that passes.
    public enum OnFail {
        /// The result is written down.
        NEXT,
        /// `550 5.7.20`.
        REFUSE
    }

    /// What happens to a message with a signature whose key cannot be fetched and none that passes.
    public enum OnTemperror {
        /// The result is written down.
        NEXT,
        /// `451 4.7.5`.
        TEMPFAIL
    }

    KeyLimits keyLimits() {
        return new KeyLimits(maxKeyRecord, minRsaBits, maxRsaBits);
    }

    /// Which required domain a domain is or lies below.
    Optional<String> required(String domain) {
        return require.stream()
                .map(Domain::name)
                .filter(name -> DnsName.isWithin(domain, name))
                .findFirst();
    }

    private static int orDefault(int value, int otherwise) {
        return value == 0 ? otherwise : value;
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must lie between %d and %d".formatted(name, least, most));
        }
    }
}
