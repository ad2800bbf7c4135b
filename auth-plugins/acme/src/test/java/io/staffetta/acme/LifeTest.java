package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.DNS_01;
import static io.staffetta.acme.CertificateSettings.ChallengeType.HTTP_01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happens when something is not as it should be.
@Timeout(180)
class LifeTest {

    @TempDir Path folder;
    private final TestDns dns = TestDns.start().add("mail.example.org", "A", "127.0.0.1");
    private final WaitingMeters meters = new WaitingMeters();
    private final FakeClock clock = new FakeClock();

    @AfterEach
    void closeDns() {
        dns.close();
    }

    @Test
    void aCertificateIsRenewedInTimeAndTheOldOneStaysUntilThen() throws Exception {
        var shortLived = ",\"certificateValidityPeriod\": " + Duration.ofDays(90).toSeconds();
        try (var pebble = Pebble.prepare(folder, dns.server(), shortLived)) {
            pebble.start(Map.of());
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            // Longer than the test: what is due again at once has to wait.
            settings.retryMin = Duration.ofHours(1);
            settings.retryMax = Duration.ofHours(1);
            var service = start(settings);
            try {
                meters.awaitObtained(1);
                var first = present();
                assertThat(Duration.between(first.from(), first.until()))
                        .isBetween(Duration.ofDays(89), Duration.ofDays(91));

                clock.advance(Duration.ofDays(59));
                clock.advance(Duration.ofDays(2));
                meters.awaitObtained(2);

                assertThat(present().leaf().getSerialNumber())
                        .isNotEqualTo(first.leaf().getSerialNumber());
            } finally {
                service.close();
            }
            assertThat(pebble.orders()).isEqualTo(2);
        }
    }

    @Test
    void aChallengeThatFailsLeavesWhatIsThere() throws Exception {
        var before = writeCertificate(Duration.ofDays(3));
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            // The authority asks at another port.
            settings.httpBind = "127.0.0.1:0";
            var service = start(settings);
            try {
                meters.awaitFailed(2);
            } finally {
                service.close();
            }
            // Refused for good: ordered anew.
            assertThat(pebble.orders()).isGreaterThan(1);
        }
        assertThat(meters.obtained()).isZero();
        assertThat(Files.readString(file())).isEqualTo(before);
    }

    @Test
    void aPortThatIsTakenIsAFailureAndNoMore() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server());
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            settings.httpBind = "127.0.0.1:" + taken.getLocalPort();
            var service = start(settings);
            try {
                meters.awaitFailed(2);
            } finally {
                service.close();
            }
            assertThat(pebble.orders()).isEqualTo(1);
        }
    }

    @Test
    void anAuthorityThatIsDownIsTriedAgain() throws Exception {
        try (var pebble = Pebble.prepare(folder, dns.server(), "")) {
            var service = start(TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org"));
            try {
                meters.awaitFailed(2);

                pebble.start(Map.of());

                meters.awaitObtained(1);
            } finally {
                service.close();
            }
        }
        assertThat(present().names()).containsExactly("mail.example.org");
    }

    @Test
    void anAuthorityThatHangsFailsAtTheDeadline() throws Exception {
        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings = hanging(hanging);
            settings.requestTimeout = Duration.ofMillis(200);
            var service = start(settings);
            try {
                meters.awaitFailed(2);
            } finally {
                service.close();
            }
        }
    }

    @Test
    void closeDoesNotWaitForAnAuthorityThatHangs() throws Exception {
        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var settings = hanging(hanging);
            settings.requestTimeout = Duration.ofDays(1);
            settings.closeDeadline = Duration.ofDays(1);
            var service = start(settings);
            try (var asked = hanging.accept()) {
                assertThat(asked.isConnected()).isTrue();
                service.close();
            }
        }
        assertThat(meters.failed()).as("an end is no failure").isZero();
    }

    @Test
    void closeInTheMiddleOfAnOrderTakesRecordsBack() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server());
                var hook = HeldHook.in(folder)) {
            var settings = TestSettings.of(pebble).certificate(DNS_01, "mail.example.org");
            settings.dnsHook = Optional.of(hook.program());
            settings.closeDeadline = Duration.ofDays(1);
            settings.dnsHookDeadline = Duration.ofMinutes(2);
            var service = start(settings);
            hook.awaitCall("present");
            var closing = Thread.ofVirtual().start(() -> close(service));
            hook.awaitCall("cleanup");
            hook.letGo();
            assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(meters.failed()).isZero();
    }

    @Test
    void aKilledServerGoesOnWithItsOrder() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings = TestSettings.of(pebble).certificate(DNS_01, "mail.example.org");
            try (var hook = HeldHook.in(folder);
                    var process =
                            OtherServer.start(folder, pebble, hook.program(), "mail.example.org")) {
                hook.awaitCall("present");
                process.kill();
            }
            assertThat(folder.resolve("data/acme/mail.example.org.order")).exists();

            settings.dnsHook = Optional.of(publishing());
            var service = start(settings);
            try {
                meters.awaitObtained(1);
            } finally {
                service.close();
            }
            assertThat(pebble.orders()).as("the same order").isEqualTo(1);
            assertThat(pebble.accounts()).isEqualTo(1);
        }
        assertThat(present().names()).containsExactly("mail.example.org");
    }

    @Test
    void anOrderOfAnAuthorityThatForgotItIsBegunAnew() throws Exception {
        try (var pebble = Pebble.prepare(folder, dns.server(), "")) {
            pebble.start(Map.of());
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                var right = settings.httpBind;
                settings.httpBind = "127.0.0.1:" + taken.getLocalPort();
                var service = start(settings);
                meters.awaitFailed(1);
                service.close();
                settings.httpBind = right;
            }
            pebble.stop();
            // It keeps nothing: account and order are unknown now.
            pebble.start(Map.of());
            var service = start(settings);
            try {
                meters.awaitObtained(1);
            } finally {
                service.close();
            }
        }
    }

    @Test
    void oneServerKeepsAFolder() throws Exception {
        var lock = FolderLock.of(folder.resolve("data/certificates")).orElseThrow();
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            var service = start(settings);
            assertThat(lock.channel().isOpen()).isTrue();
            assertThat(FolderLock.of(folder.resolve("data/certificates"))).isEmpty();
            assertThat(pebble.orders()).isZero();

            lock.close();

            try {
                meters.awaitObtained(1);
            } finally {
                service.close();
            }
        }
    }

    @Test
    void aCaFileThatIsNoneKeepsTheServerFromStarting() throws Exception {
        var settings =
                new TestSettings(URI.create("https://127.0.0.1/dir"))
                        .certificate(HTTP_01, "mail.example.org");
        settings.caFile = Optional.of(Path.of("missing.pem"));

        assertThatThrownBy(() -> start(settings)).hasMessageEndingWith("missing.pem: no such file");
    }

    /// A program that publishes in the DNS of pebble, which is a [TestDns]: it is told by a socket.
    private Path publishing() throws Exception {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> {
                    try (server;
                            var socket = server.accept();
                            var in =
                                    new BufferedReader(
                                            new InputStreamReader(
                                                    socket.getInputStream(), US_ASCII))) {
                        var path = in.readLine().split(" ")[1].split("/");
                        dns.add(path[1], "TXT", path[2]);
                        socket.getOutputStream()
                                .write(
                                        "HTTP/1.1 204 Done\r\nConnection: close\r\n\r\n"
                                                .getBytes(US_ASCII));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return ChallengeDns.script(
                folder.resolve("publish"),
                "test $1 = cleanup || exec curl -sS -f http://127.0.0.1:%d/$2/$3\n"
                        .formatted(server.getLocalPort()));
    }

    private TestSettings hanging(ServerSocket hanging) {
        return new TestSettings(URI.create("https://127.0.0.1:" + hanging.getLocalPort() + "/dir"))
                .certificate(HTTP_01, "mail.example.org");
    }

    private String writeCertificate(Duration left) throws Exception {
        var pair = KeyType.EC_P256.generate();
        var certificate =
                HttpsIdentity.selfSigned(pair, Instant.now().plus(left), "mail.example.org");
        var text = Pem.chainAndKey(List.of(certificate), pair.getPrivate());
        OwnerFile.write(file().toAbsolutePath(), text);
        return text;
    }

    private Path file() {
        return new TestServer(folder).certificate("mail.example.org.pem");
    }

    private Present present() {
        return Present.in(file()).orElseThrow();
    }

    private AcmeCertificates start(TestSettings settings) throws Exception {
        var service = new AcmeCertificates(settings.build(), new TestServer(folder), meters, clock);
        service.start();
        return service;
    }

    private static void close(AcmeCertificates service) {
        try {
            service.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
