package io.staffetta.acme;

import io.staffetta.acme.AcmeSettings.ExternalAccount;
import io.staffetta.acme.CertificateSettings.ChallengeType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settings as a test needs them: quick, on this machine.
final class TestSettings {

    URI directory;
    List<String> contacts = List.of("postmaster@example.org");
    boolean termsAgreed = true;
    Optional<ExternalAccount> externalAccount = Optional.empty();
    List<CertificateSettings> certificates = new ArrayList<>();
    String httpBind = "127.0.0.1:0";
    String tlsAlpnBind = "127.0.0.1:0";
    Duration connectionTimeout = Duration.ofSeconds(10);
    int maxConnections = 32;
    Optional<Path> dnsHook = Optional.empty();
    Duration dnsHookDeadline = Duration.ofSeconds(20);
    Optional<Duration> renewBefore = Optional.empty();
    Duration checkInterval = Duration.ofMillis(200);
    Duration requestTimeout = Duration.ofSeconds(20);
    Duration orderDeadline = Duration.ofSeconds(60);
    Duration closeDeadline = Duration.ofSeconds(20);
    Duration retryMin = Duration.ofMillis(100);
    Duration retryMax = Duration.ofMillis(400);
    Optional<Path> caFile = Optional.empty();

    TestSettings(URI directory) {
        this.directory = directory;
    }

    static TestSettings of(Pebble pebble) {
        var settings = new TestSettings(pebble.directory());
        settings.httpBind = "127.0.0.1:" + pebble.httpPort();
        settings.tlsAlpnBind = "127.0.0.1:" + pebble.tlsPort();
        settings.caFile = Optional.of(pebble.caFile());
        return settings;
    }

    TestSettings certificate(ChallengeType challenge, String... names) {
        return certificate(challenge, List.of(), names);
    }

    TestSettings certificate(ChallengeType challenge, List<KeyType> keyTypes, String... names) {
        certificates.add(new CertificateSettings(List.of(names), keyTypes, challenge));
        return this;
    }

    AcmeSettings build() {
        return new AcmeSettings(
                directory,
                contacts,
                termsAgreed,
                externalAccount,
                certificates,
                Path.of("certificates"),
                httpBind,
                tlsAlpnBind,
                maxConnections,
                connectionTimeout,
                dnsHook,
                dnsHookDeadline,
                Duration.ZERO,
                renewBefore,
                checkInterval,
                Duration.ofMillis(50),
                requestTimeout,
                orderDeadline,
                closeDeadline,
                retryMin,
                retryMax,
                caFile);
    }
}
