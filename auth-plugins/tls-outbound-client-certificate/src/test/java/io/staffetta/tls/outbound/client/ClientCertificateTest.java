package io.staffetta.tls.outbound.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Secret;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.TestCertificate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

class ClientCertificateTest {

    @TempDir Path folder;

    @Test
    void isShownToThoseItIsForAndDecidesNothing() throws Exception {
        var certificate = certificate("partner.example", "mx.partner.example");
        var destination = new NextHop("partner.example", "mx.host.example", 25, true);
        var named = new NextHop("mx.partner.example", "mx.partner.example", 25, false);
        var forged = new NextHop("evil.example", "mx.partner.example", 25, true);

        assertThat(certificate.clientCertificates(destination)).isPresent();
        assertThat(certificate.clientCertificates(named))
                .isEqualTo(certificate.clientCertificates(destination));
        assertThat(certificate.clientCertificates(forged)).isEmpty();
        assertThat(certificate.terms(destination)).isEmpty();
    }

    private ClientCertificate certificate(String... domains) throws Exception {
        var authority = TestCertificate.authority("authority");
        var ours = authority.issue("relay.example.org");
        Files.writeString(folder.resolve("both.pem"), ours.keyPem() + ours.pem());
        var settings =
                new ClientCertificateSettings(
                        List.of(domains),
                        Path.of("both.pem"),
                        null,
                        null,
                        Secret.of(""),
                        Duration.ofSeconds(10));
        var certificate =
                new ClientCertificate(settings, FixedFacts.in(folder), InstantSource.system());
        certificate.start();
        return certificate;
    }
}
