package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// TLS of the listeners as `openssl s_client` sees it.
class TlsListenersIT {

    private static final String ANNA = "anna@example.org";

    private static final Issued AUTHORITY = Issued.authority("Clients of the tests");
    private static final Issued STRANGER = Issued.authority("Somebody else");
    private static final Issued REVOKED = AUTHORITY.issue(ANNA);

    private static final Issued EC = AUTHORITY.issue("mail.example.org");
    private static final Issued RSA = AUTHORITY.issueRsa("mail.example.org");
    private static final Issued OTHER = AUTHORITY.issueFor(Duration.ofDays(5), "smtp.example.net");

    /// What clients show, by file name.
    private static final Map<String, Issued> CLIENTS =
            Map.of(
                    "anna", AUTHORITY.issue(ANNA),
                    "stranger", STRANGER.issue(ANNA),
                    "expired", AUTHORITY.issueExpired(ANNA),
                    "revoked", REVOKED);

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        OpensslClient.assumeInstalled();
        var conf = Files.createDirectories(folder.resolve("conf"));
        CLIENTS.forEach((name, issued) -> issued.write(folder.resolve(name + ".pem")));
        Files.writeString(conf.resolve("clients-ca.pem"), AUTHORITY.pem());
        Files.writeString(conf.resolve("clients-crl.pem"), AUTHORITY.crl(REVOKED));
        EC.write(conf.resolve("ec.pem"));
        RSA.write(conf.resolve("rsa.pem"));
        OTHER.write(conf.resolve("other.pem"));
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        Configurations.write(conf, configuration()));
        server.addAccount(ANNA, "not used in this test");
    }

    private static String configuration() {
        var clients = "<ca-file>clients-ca.pem</ca-file><crl-file>clients-crl.pem</crl-file></tls>";
        return """
        <staffetta hostname="mail.example.org">
          <domains><domain>example.org</domain></domains>
          <listeners>
            <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="opportunistic"/>
            <listener name="intermediate" protocol="smtp" bind="127.0.0.1:0" tls="implicit"/>
            <listener name="modern" protocol="smtp" bind="127.0.0.1:0" tls="implicit"
                      tls-profile="modern"/>
            <listener name="mutual" protocol="submission" bind="127.0.0.1:0">
              <tls use="mutual"><start>implicit</start>%1$s
            </listener>
            <listener name="asking" protocol="submission" bind="127.0.0.1:0">
              <tls use="mutual"><client-certificate>request</client-certificate>%1$s
            </listener>
          </listeners>
          <auth><accounts use="sql"/><mechanism use="external"/><mechanism use="plain"/></auth>
          <relay><permit use="authenticated"/></relay>
          <routes><route domain="local" use="maildir"/></routes>
          <tls expired-certificate="unready"><certificates use="certificates">
            <certificate><chain>ec.pem</chain></certificate>
            <certificate><chain>rsa.pem</chain></certificate>
            <certificate><chain>other.pem</chain></certificate>
            <check-interval>1ms</check-interval>
          </certificates></tls>
          <admin bind="127.0.0.1:0"/>
        </staffetta>
        """
                .formatted(clients);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"mutual, ''", "asking, smtp"})
    void theHolderOfTheRightCertificateLogsIn(String listener, String starttls) {
        try (var client = OpensslClient.connect(server.port(listener), options("anna", starttls))) {
            if (starttls.isEmpty()) {
                assertThat(client.reply()).startsWith("220 ");
            }
            assertThat(client.say("EHLO client.example.net")).contains("AUTH EXTERNAL PLAIN");
            assertThat(client.say("AUTH EXTERNAL =")).startsWith("235 2.7.0");
            assertThat(client.say("MAIL FROM:<" + ANNA + ">")).startsWith("250");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',       certificate required, ",
        "stranger, certificate unknown,  ",
        "expired,  certificate unknown,  expired",
        "revoked,  certificate unknown,  revoked"
    })
    void nobodyElseGetsThroughTheHandshake(String shown, String alert, String why) {
        var run = OpensslClient.run(server.port("mutual"), options(shown, ""));
        assertThat(run.out()).containsIgnoringCase("alert " + alert).doesNotContain("220 mail");
        if (why != null) {
            server.awaitLine(line ->
                    line.contains("client certificate not trusted")
                            && line.contains("error=\"" + why));
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "stranger", "expired", "revoked"})
    void whereACertificateIsOnlyAskedForOthersAreStrangers(String shown) {
        try (var client = OpensslClient.connect(server.port("asking"), options(shown, "smtp"))) {
            assertThat(client.say("EHLO client.example.net"))
                    .contains("AUTH PLAIN")
                    .doesNotContain("EXTERNAL");
            assertThat(client.say("AUTH EXTERNAL =")).startsWith("504 5.5.4");
        }
    }

    @Test
    void theModernProfileKnowsTls13Only() {
        assertThat(OpensslClient.run(server.port("intermediate"), "-tls1_2", "-brief").out())
                .contains("Protocol version: TLSv1.2");
        assertThat(OpensslClient.run(server.port("modern"), "-tls1_3", "-brief").out())
                .contains("Protocol version: TLSv1.3");
        assertThat(OpensslClient.run(server.port("modern"), "-tls1_2", "-brief").out())
                .containsIgnoringCase("alert protocol version")
                .doesNotContain("Protocol version: TLSv1.2");
    }

    @Test
    void nameAndKeyTypeChooseTheCertificate() {
        assertThat(shown("-servername", "mail.example.org")).contains(EC.pem());
        assertThat(shown("-servername", "smtp.example.net")).contains(OTHER.pem());
        assertThat(shown("-noservername")).contains(EC.pem());
        assertThat(shown("-servername", "mail.example.org", "-sigalgs", "rsa_pss_rsae_sha256"))
                .contains(RSA.pem());
        var rsa = new String[] {"-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"};
        assertThat(shown(rsa)).contains(RSA.pem());
    }

    private static String shown(String... options) {
        return OpensslClient.run(server.port("intermediate"), options).out();
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2", "-tls1_3"})
    void aTicketIsGoodForItsListenerOnly(String version) throws IOException {
        var ticket = Files.createTempFile(folder, "session", ".pem").toString();
        var first = port("intermediate");
        assertThat(OpensslClient.run(first, version, "-sess_out", ticket).out())
                .contains("New, TLSv1");
        assertThat(OpensslClient.run(first, version, "-sess_in", ticket).out())
                .contains("Reused, TLSv1");
        var mx = port("mx");
        var elsewhere = OpensslClient.run(mx, version, "-sess_in", ticket, "-starttls", "smtp");
        assertThat(elsewhere.out()).contains("New, TLSv1").doesNotContain("Reused, TLSv1");
    }

    /// CVE-2011-0411: what stands behind STARTTLS in clear is never a command of the session that
    /// follows.
    @Test
    void commandsInClearBehindStarttlsDoNotGetIntoTheSession() {
        try (var wire = SmtpWire.connect(server.address("mx"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            wire.send(
                    "STARTTLS\r\nEHLO mallory.example.net\r\nMAIL FROM:<mallory@example.net>\r\n");
            assertThat(wire.reply()).startsWith("554 5.5.0");
            assertThatThrownBy(wire::reply)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageEndingWith("connection closed after: ");
        }
    }

    @Test
    void theEndOfACertificateIsSeenEverywhere() throws IOException {
        var warning = "the certificate of CN=smtp.example.net expires on ";
        assertThat(server.command("status").out()).contains(warning);
        var ready = Http.get(server, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"ready\":true", warning);
        assertThat(secondsLeft("smtp.example.net")).isBetween(4 * 86_400.0, 5 * 86_400.0);
        assertThat(secondsLeft("mail.example.org")).isGreaterThan(50 * 86_400.0);

        server.awaitLine(line -> line.contains("certificate expires soon"));

        var file = Files.createDirectories(server.data().resolve("certificates"));
        file = file.resolve("imap.pem");
        AUTHORITY.issueExpired("imap.example.org").write(file);
        assertThat(shown("-servername", "imap.example.org")).contains("CN = imap.example.org");
        var unready = Http.get(server, "/health/ready");
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body()).contains("the certificate of CN=imap.example.org expired on ");
        var renewed = AUTHORITY.issue("imap.example.org");
        renewed.write(file);
        assertThat(shown("-servername", "imap.example.org")).contains(renewed.pem());
        assertThat(Http.get(server, "/health/ready").statusCode()).isEqualTo(200);
    }

    private static double secondsLeft(String certificate) {
        return Http.get(server, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("staffetta_tls_certificate_expiry_seconds{"))
                .filter(line -> line.contains("certificate=\"" + certificate + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric of " + certificate));
    }

    private static int port(String listener) {
        return server.port(listener);
    }

    /// @param shown file of a client's certificate; empty for none
    private static String[] options(String shown, String starttls) {
        var options = new ArrayList<String>();
        if (!shown.isEmpty()) {
            var file = folder.resolve(shown + ".pem").toString();
            options.addAll(List.of("-cert", file, "-key", file));
        }
        if (!starttls.isEmpty()) {
            options.addAll(List.of("-starttls", starttls));
        }
        return options.toArray(String[]::new);
    }
}
