package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.HTTP_01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.Authorities;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

@Timeout(120)
class RefusalTest {

    @TempDir Path folder;
    private final WaitingMeters meters = new WaitingMeters();
    private HttpsIdentity identity;

    @BeforeEach
    void makeIdentity() throws Exception {
        identity = HttpsIdentity.in(folder);
    }

    @Test
    void whatTheAuthorityAsksForIsHonouredAndOutlivesARestart() throws Exception {
        try (var server = RefusingServer.limiting(identity, 3600)) {
            var service = service(server, InstantSource.system());
            service.start();
            meters.awaitFailed(1);
            service.close();
            int asked = server.requests().get();

            // Rounds go by, each of which looks at the clock; none of them asks.
            var looks = new Semaphore(0);
            var again =
                    service(
                            server,
                            () -> {
                                looks.release();
                                return Instant.now();
                            });
            again.start();
            assertThat(looks.tryAcquire(20, 60, TimeUnit.SECONDS)).isTrue();
            again.close();

            assertThat(server.requests()).hasValue(asked);
            assertThat(meters.failed()).isEqualTo(1);

            var waits = new Waits(folder.resolve("data/acme/waits.properties"), server.directory());
            var wanted = settings(server).build().wanted(folder).getFirst();
            assertThat(waits.of(wanted, Instant.now()).orElseThrow())
                    .isBetween(
                            Instant.now().plus(Duration.ofMinutes(50)),
                            Instant.now().plus(Duration.ofMinutes(61)));
        }
    }

    @Test
    void anAnswerThatStopsInTheMiddleIsLate() throws Exception {
        try (var server = RefusingServer.stopping(identity);
                var authority = authority(server, Duration.ofMillis(500))) {
            assertThatThrownBy(authority::login).hasRootCauseInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() throws Exception {
        try (var server = RefusingServer.endless(identity);
                var authority = authority(server, Duration.ofMinutes(1))) {
            assertThatThrownBy(authority::login)
                    .satisfies(failure ->
                            assertThat(FailureText.of(failure))
                                    .startsWith("the authority does not answer: "));
        }
    }

    @Test
    void whatTheAuthoritySaysComesAsOneLine() throws Exception {
        try (var server = RefusingServer.limiting(identity, 3600);
                var authority = authority(server, Duration.ofMinutes(1))) {
            assertThatThrownBy(authority::login)
                    .satisfies(failure ->
                            assertThat(FailureText.of(failure))
                                    .isEqualTo("rateLimited: too many orders"));
        }
    }

    private AcmeCertificates service(RefusingServer server, InstantSource clock) {
        return new AcmeCertificates(
                settings(server).build(), new TestServer(folder), meters, clock);
    }

    private Authority authority(RefusingServer server, Duration timeout) throws Exception {
        var settings = settings(server);
        settings.requestTimeout = timeout;
        return new Authority(
                settings.build(),
                folder.resolve("account.pem"),
                Optional.of(Authorities.context(identity.chain())));
    }

    private TestSettings settings(RefusingServer server) {
        var settings =
                new TestSettings(server.directory()).certificate(HTTP_01, "mail.example.org");
        settings.caFile = Optional.of(identity.chain());
        return settings;
    }
}
