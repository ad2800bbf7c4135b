package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.DNS_01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Names proved by records that a program publishes.
class Dns01Test {

    @TempDir Path folder;
    private final WaitingMeters meters = new WaitingMeters();

    @Test
    void aWildcardAndItsDomain() throws Exception {
        var calls = folder.resolve("calls");
        try (var dns = ChallengeDns.start();
                var pebble = Pebble.start(folder, dns.server())) {
            var settings =
                    TestSettings.of(pebble).certificate(DNS_01, "*.example.org", "example.org");
            settings.dnsHook = Optional.of(dns.hook(folder, calls));
            var service = start(settings);
            try {
                meters.awaitObtained(1);
            } finally {
                service.close();
            }
        }
        var file = new TestServer(folder).certificate("_.example.org.pem");
        assertThat(Present.in(file).orElseThrow().names())
                .containsExactlyInAnyOrder("*.example.org", "example.org");
        assertThat(Files.readAllLines(calls))
                .containsExactly(
                        "present _acme-challenge.example.org",
                        "present _acme-challenge.example.org",
                        "cleanup _acme-challenge.example.org",
                        "cleanup _acme-challenge.example.org");
        assertThat(meters.failed()).isZero();
    }

    @Test
    void aHookThatFailsTakesBackWhatItDid() throws Exception {
        var calls = folder.resolve("calls");
        var hook =
                ChallengeDns.script(
                        folder.resolve("hook"), "echo $1 >> '%s'; exit 3\n".formatted(calls));

        assertThatThrownBy(() ->
                        new DnsHook(hook).call("present", "a.example", "x", Duration.ofMinutes(1)))
                .hasMessage("dns-hook: present of a.example ended with exit code 3");

        try (var dns = ChallengeDns.start();
                var pebble = Pebble.start(folder, dns.server())) {
            var settings = TestSettings.of(pebble).certificate(DNS_01, "example.org");
            settings.dnsHook = Optional.of(hook);
            var service = start(settings);
            try {
                meters.awaitFailed(2);
            } finally {
                service.close();
            }
            // The order was not refused: the second attempt went on with it.
            assertThat(pebble.orders()).isEqualTo(1);
        }
        assertThat(Files.readAllLines(calls)).startsWith("present", "present", "cleanup");
    }

    @Test
    void aHookThatHangsIsEnded() throws Exception {
        var hook = ChallengeDns.script(folder.resolve("hook"), "sleep 600\n");

        assertThatThrownBy(() ->
                        new DnsHook(hook).call("present", "a.example", "x", Duration.ofMillis(200)))
                .hasMessage("dns-hook: present of a.example was not done within 200 ms");
    }

    @Test
    void theHookKnowsNoOverridesOfOurs() throws Exception {
        var seen = folder.resolve("environment");
        var hook = ChallengeDns.script(folder.resolve("hook"), "env > '%s'\n".formatted(seen));

        new DnsHook(hook).call("present", "a.example", "x", Duration.ofMinutes(1));

        assertThat(Files.readAllLines(seen)).noneMatch(line -> line.startsWith("STAFFETTA_"));
    }

    @Test
    void aHookThatIsNoProgramKeepsTheServerFromStarting() throws Exception {
        var settings =
                new TestSettings(URI.create("letsencrypt-staging"))
                        .certificate(DNS_01, "example.org");
        settings.dnsHook = Optional.of(Files.createFile(folder.resolve("hook")));

        assertThatThrownBy(() -> start(settings)).hasMessageContaining("is not an executable file");
    }

    private AcmeCertificates start(TestSettings settings) throws Exception {
        var service =
                new AcmeCertificates(
                        settings.build(), new TestServer(folder), meters, InstantSource.system());
        service.start();
        return service;
    }
}
