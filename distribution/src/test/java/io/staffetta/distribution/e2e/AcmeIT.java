package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Map;

/// Certificates from a real ACME server that answers only after ours has started.
class AcmeIT {

    private static final String ZONE = "mail A 127.0.0.1\nsmtp A 127.0.0.1\n";

    @TempDir Path folder;

    @Test
    void theListenerShowsWhatWasObtainedWithoutARestart() throws Exception {
        Knot.assumeInstalled();
        Pebble.assumeInstalled();
        try (var knot = Knot.start(Map.of("example.org", ZONE));
                var pebble = new Pebble(knot.address());
                var server = start(pebble)) {
            try (var old = SmtpWire.connectTls(server.address("smtps"), "mail.example.org")) {
                assertThat(old.reply()).startsWith("220");
                assertThat(issuer(old.certificate()))
                        .as("signs itself")
                        .contains("mail.example.org");

                server.awaitLine(line -> line.contains("acme") && line.contains("WARN"));
                pebble.start();
                awaitIssued(server, "mail.example.org");
                awaitIssued(server, "smtp.example.org");

                assertThat(old.say("EHLO client.example.net")).as("goes on").startsWith("250");
            }
            assertThat(Http.get(server, "/metrics").body())
                    .containsPattern(
                            "staffetta_acme_orders_total\\{result=\"success\"\\} 2(?:\\.0)?\n");
            assertThat(server.command("status").out()).doesNotContain("warning");
        }
    }

    private ServerProcess start(Pebble pebble) {
        var acme =
                """
                <services><service use="acme">
                  %s
                  <certificate><name>mail.example.org</name></certificate>
                  <certificate>
                    <name>smtp.example.org</name><challenge>tls-alpn-01</challenge>
                  </certificate>
                </service></services>
                <tls><certificates use="certificates"><check-interval>1ms</check-interval></certificates></tls>
                """
                        .formatted(pebble.settings());
        return ServerProcess.start(
                Distribution.built(),
                folder.resolve("data"),
                Configurations.write(folder.resolve("conf"), Configurations.full("", acme)));
    }

    private static void awaitIssued(ServerProcess server, String name) {
        Patience.until(
                () -> {
                    var shown = shown(server, name);
                    return issuer(shown).contains("Pebble") && names(shown).contains(name);
                },
                () -> "a certificate of Pebble for " + name + ", got " + shown(server, name));
    }

    private static X509Certificate shown(ServerProcess server, String name) {
        try (var wire = SmtpWire.connectTls(server.address("smtps"), name)) {
            return wire.certificate();
        }
    }

    private static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    private static String names(X509Certificate certificate) {
        try {
            return String.valueOf(certificate.getSubjectAlternativeNames());
        } catch (CertificateParsingException e) {
            throw new IllegalStateException(e);
        }
    }
}
