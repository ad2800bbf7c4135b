package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The keys of outgoing mail and the records of a domain, as an operator arranges them on the
/// command line: first while the server is down, then while it runs.
class DkimKeysIT {

    private static final Pattern TXT = Pattern.compile("(\\S+)\\. IN TXT (\".*\")");
    private static final Pattern TLSA =
            Pattern.compile("missing +(_25\\._tcp\\.mail\\.example\\.org)\\. IN TLSA (.*)");

    @TempDir Path folder;
    private TestDns dns;
    private Path configuration;

    @BeforeEach
    void configure() {
        dns = TestDns.start();
        configuration =
                Configurations.write(
                        folder.resolve("conf"),
                        Configurations.full(
                                "", "<dns><server>%s</server></dns>".formatted(dns.server())));
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void fromAKeyToADomainThatIsWell() throws Exception {
        var theirs = folder.resolve("theirs.pem");
        assertThat(
                        Command.of(
                                        "openssl",
                                        "genrsa",
                                        "-traditional",
                                        "-out",
                                        theirs.toString(),
                                        "2048")
                                .run()
                                .exitCode())
                .isZero();
        assertThat(Files.readString(theirs)).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        publish(done("dkim", "import", "example.org", "old", theirs.toString()));
        done("dkim", "activate", "example.org", "old");

        try (var server =
                ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration)) {
            publish(done("dkim", "create", "example.org", "--algorithm", "ed25519"));
            publishTheRest();
            var report = command("dns", "example.org");
            assertThat(report.exitCode()).as(report.out() + report.err()).isEqualTo(1);
            assertThat(report.out())
                    .contains("ok          old._domainkey.example.org. IN TXT")
                    .contains("(ed25519, pending)");
            publishTlsa(report.out());
            assertThat(done("dns", "example.org"))
                    .endsWith("Everything that example.org needs is published.\n");
            assertThat(server.output()).doesNotContain("PRIVATE KEY");
        }
        assertThatOnlyTheServerReads(folder.resolve("data/dkim/example.org/old.pem"));
    }

    private void publishTheRest() {
        dns.add("example.org", "MX", "10 mail.example.org.")
                .add("mail.example.org", "A", "192.0.2.1")
                .add("1.2.0.192.in-addr.arpa", "PTR", "mail.example.org.")
                .add("example.org", "TXT", "\"v=spf1 ip4:192.0.2.0/24 ~all\"")
                .add("_dmarc.example.org", "TXT", "\"v=DMARC1; p=reject; rua=mailto:x@y.example\"")
                .add("_mta-sts.example.org", "TXT", "\"v=STSv1; id=1;\"")
                .add("mta-sts.example.org", "A", "192.0.2.1")
                .add("_smtp._tls.example.org", "TXT", "\"v=TLSRPTv1; rua=mailto:x@y.example\"");
    }

    /// The key of the self-signed certificate.
    private void publishTlsa(String report) {
        var missing = TLSA.matcher(report);
        assertThat(missing.find()).as(report).isTrue();
        dns.add(missing.group(1), "TLSA", missing.group(2));
    }

    private void publish(String shown) {
        var record = TXT.matcher(shown);
        assertThat(record.find()).as(shown).isTrue();
        dns.add(record.group(1), "TXT", record.group(2));
    }

    private static void assertThatOnlyTheServerReads(Path file) throws Exception {
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        assertThat(Files.getPosixFilePermissions(file.resolveSibling(""))).hasSize(3);
    }

    private String done(String... words) {
        var result = command(words);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    private Command.Result command(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        all.addAll(List.of("--config", configuration.toString()));
        return Command.staffetta(Distribution.built(), all.toArray(String[]::new)).run();
    }
}
