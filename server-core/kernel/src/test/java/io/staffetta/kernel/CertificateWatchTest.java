package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.metrics.MetersRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class CertificateWatchTest {

    private final MetersRegistry meters = new MetersRegistry();
    private final X509Certificate certificate = certificate();
    private final Instant until = certificate.getNotAfter().toInstant();
    private volatile Instant now = until.minus(Duration.ofDays(31));
    private volatile List<X509Certificate> present = List.of(certificate);
    private final CertificateWatch watch =
            new CertificateWatch(
                    () -> present, () -> CertificateExpiry.DEFAULT, meters::scope, () -> now);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void eachOfTheConfiguredTimesIsSaidOnce() {
        assertThat(watch.look()).isEmpty();
        assertSaidOnce(Duration.ofDays(30));
        assertSaidOnce(Duration.ofDays(14));
        assertSaidOnce(Duration.ofDays(7));
        assertSaidOnce(Duration.ofDays(1));
    }

    @Test
    void whoStartsLateIsWarnedAtOnceAndWithOneLine() {
        now = until.minus(Duration.ofDays(8));

        assertThat(watch.look()).hasSize(1);
        assertThat(watch.look()).isEmpty();
    }

    @Test
    void anExpiredCertificateIsSaidEveryDay() {
        now = until.minus(Duration.ofHours(1));
        assertThat(watch.look()).hasSize(1);
        now = until.plusSeconds(1);
        assertThat(watch.look())
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.left()).isNegative();
                    assertThat(said.certificate().name()).isEqualTo("mail.example.org");
                });
        now = now.plus(Duration.ofHours(23));
        assertThat(watch.look()).isEmpty();
        now = now.plus(Duration.ofHours(1));
        assertThat(watch.look()).hasSize(1);
    }

    @Test
    void theMetricFollowsTheCertificates() {
        now = until.minusSeconds(90);
        watch.look();
        assertThat(series())
                .singleElement()
                .asString()
                .contains("certificate=\"mail.example.org\"")
                .endsWith(" 90.0");
        now = until.plusSeconds(5);
        assertThat(series()).singleElement().asString().endsWith(" -5.0");

        present = List.of();
        watch.look();
        assertThat(series()).isEmpty();
    }

    private List<String> series() {
        return meters.prometheus()
                .lines()
                .filter(line -> line.startsWith("staffetta_tls_certificate_expiry_seconds{"))
                .toList();
    }

    private void assertSaidOnce(Duration before) {
        now = until.minus(before).minusSeconds(1);
        assertThat(watch.look()).isEmpty();
        now = until.minus(before);
        assertThat(watch.look()).hasSize(1);
        assertThat(watch.look()).isEmpty();
    }

    private static X509Certificate certificate() {
        try (var in = CertificateWatchTest.class.getResourceAsStream("net/server.p12")) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, "changeit".toCharArray());
            return (X509Certificate) store.getCertificate("server");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
