package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/// Certificates by SNI, and new ones without a restart or a reload.
class CertificateReloadIT {

    private static final String TLS =
            """
            <tls><certificates use="certificates">
              <certificate><chain>one.pem</chain></certificate>
              <certificate><chain>two.pem</chain></certificate>
              <check-interval>1ms</check-interval>
            </certificates></tls>
            """;

    @TempDir Path folder;
    private Path one;
    private ServerProcess server;
    private final Certificate first = Certificate.of("mail.example.org");
    private final Certificate second = Certificate.of("smtp.example.net");

    @BeforeEach
    void start() throws IOException {
        var conf = Files.createDirectory(folder.resolve("conf"));
        one = conf.resolve("one.pem");
        first.writeTo(one);
        second.writeTo(conf.resolve("two.pem"));
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        Configurations.write(conf, Configurations.full("", TLS)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theNameTheClientAsksForChoosesTheCertificate() {
        assertThat(shownFor("mail.example.org")).isEqualTo(first.certificate());
        assertThat(shownFor("smtp.example.net")).isEqualTo(second.certificate());
        assertThat(shownFor("unknown.example.com"))
                .as("the first one is for everybody else")
                .isEqualTo(first.certificate());
    }

    @Test
    void aReplacedFileIsShownToTheNextClientAndOldSessionsGoOn() {
        try (var old = SmtpWire.connectTls(server.address("smtps"), "mail.example.org")) {
            old.reply();
            assertThat(old.certificate()).isEqualTo(first.certificate());

            var renewed = Certificate.of("mail.example.org");
            renewed.writeTo(one);

            assertThat(shownFor("mail.example.org")).isEqualTo(renewed.certificate());
            assertThat(shownFor("smtp.example.net")).isEqualTo(second.certificate());
            assertThat(old.say("EHLO client.example.net")).startsWith("250");
        }
    }

    @Test
    void aReplacedFileThatIsWrongIsReportedAndTheOldCertificateStays() throws IOException {
        Files.writeString(one, "half a certificate");

        assertThat(shownFor("mail.example.org")).isEqualTo(first.certificate());
        assertThat(server.awaitLine(line -> line.contains("certificates cannot be used")))
                .contains("one.pem");

        var renewed = Certificate.of("mail.example.org");
        renewed.writeTo(one);
        assertThat(shownFor("mail.example.org")).isEqualTo(renewed.certificate());
    }

    private X509Certificate shownFor(String name) {
        try (var wire = SmtpWire.connectTls(server.address("smtps"), name)) {
            assertThat(wire.reply()).startsWith("220");
            return wire.certificate();
        }
    }
}
