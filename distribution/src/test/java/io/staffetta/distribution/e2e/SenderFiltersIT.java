package io.staffetta.distribution.e2e;

import static io.staffetta.distribution.e2e.FilterChains.message;
import static io.staffetta.distribution.e2e.FilterChains.milter;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.staffetta.testkit.MailFilters;
import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// opendkim and opendmarc, asked by milter, and our own hooks for the same: what one signs the
/// other verifies.
class SenderFiltersIT {

    private static final Pattern TXT = Pattern.compile("(\\S+)\\. IN TXT (\".*\")");
    private static final Pattern RESULTS =
            Pattern.compile(
                    "^Authentication-Results: mail\\.example\\.org;.*(?:\\R[ \t].*)*",
                    Pattern.MULTILINE);

    @TempDir static Path sockets;
    @TempDir static Path folder;
    private static TestDns dns;
    private static MailFilters filters;
    private static FilterChains chains;

    @BeforeAll
    static void start() {
        dns = TestDns.start();
        filters = new MailFilters(sockets);
        chains =
                FilterChains.start(
                        folder,
                        Map.of(
                                "submission",
                                "<hook use=\"dkim-sign\"/>",
                                "signing",
                                milter(filters, "sign"),
                                "hooks",
                                "<hook use=\"dkim\"/><hook use=\"authentication-results\"/>",
                                "verifying",
                                milter(filters, "verify"),
                                "judging",
                                milter(filters, "verify") + milter(filters, "dmarc")),
                        "<dns><server>%s</server></dns>".formatted(dns.server()));
        filters.publish("_dmarc.example.org", "v=DMARC1; p=reject");
        var made =
                chains.server()
                        .command("dkim", "create", "example.org", "--algorithm=both", "--activate");
        assertThat(made.exitCode()).as(made.err()).isZero();
        var records = TXT.matcher(made.out());
        while (records.find()) {
            filters.publish(
                    records.group(1), records.group(2).replace("\" \"", "").replace("\"", ""));
        }
    }

    @AfterAll
    static void stop() {
        chains.close();
        dns.close();
    }

    @Test
    void whatOpendkimSignsIsVerifiedHere() {
        try (var _ = filters.opendkimSigner("example.org", "theirs")) {
            assertThat(chains.send("signing", message("theirs", "Hello"))).startsWith("250");
        }
        var name = "theirs._domainkey.example.org";
        dns.add(name, "TXT", quoted(filters.published(name)));
        var signed = chains.stored("Subject: theirs");
        assertThat(signed).contains("\r\nDKIM-Signature: v=1; a=rsa-sha256;");

        assertThat(chains.send("hooks", "X-Turn: 2\r\n" + signed)).startsWith("250");
        assertThat(results(chains.stored("X-Turn: 2")))
                .singleElement(as(STRING))
                .contains("dkim=pass", "header.d=example.org", "header.s=theirs");

        var changed = signed.replace("Hello", "Good-bye");
        assertThat(chains.send("hooks", "X-Turn: 3\r\n" + changed)).startsWith("250");
        assertThat(results(chains.stored("X-Turn: 3")))
                .singleElement(as(STRING))
                .contains("dkim=fail")
                .doesNotContain("dkim=pass");
    }

    @Test
    void whatIsSignedHereOpendkimVerifies() {
        var signed = signedHere("ours");
        try (var _ = filters.opendkimVerifier(FilterChains.US)) {
            assertThat(chains.send("verifying", "X-Turn: 4\r\n" + signed)).startsWith("250");
            var changed = signed.replace("Hello", "Good-bye");
            assertThat(chains.send("verifying", "X-Turn: 5\r\n" + changed))
                    .matches("5\\d\\d 5\\.7\\.\\d .*");
        }
        assertThat(results(chains.stored("X-Turn: 4")))
                .singleElement(as(STRING))
                .containsPattern("dkim=pass [^;]*header.a=rsa-sha256")
                .containsPattern("dkim=pass [^;]*header.a=ed25519-sha256");
        assertThat(chains.hasStored("X-Turn: 5")).isFalse();
    }

    @Test
    void opendmarcReadsWhatOpendkimFound() {
        var signed = signedHere("aligned");
        try (var _ = filters.opendkimVerifier(FilterChains.US);
                var _ = filters.opendmarc(FilterChains.US)) {
            assertThat(chains.send("judging", message("unsigned", "Hello")))
                    .matches("550 5\\.7\\.1 .*DMARC.*");
            assertThat(chains.send("judging", "X-Turn: 6\r\n" + signed)).startsWith("250");
        }
        var seen = chains.stored("X-Turn: 6");
        assertThat(seen).contains("\r\nDMARC-Filter: OpenDMARC Filter ");
        assertThat(String.join("", results(seen)))
                .contains("dkim=pass")
                .containsPattern("dmarc=pass [^;]*header.from=example.org");
        assertThat(chains.hasStored("Subject: unsigned")).isFalse();
    }

    /// A message signed with both keys of the domain.
    private static String signedHere(String subject) {
        try (var wire = chains.client("submission")) {
            assertThat(wire.authPlain(FilterChains.ACCOUNT, FilterChains.PASSWORD))
                    .startsWith("235");
            var mail = message(subject, "Hello").replace("Bob <bob@", "Anna <anna@");
            assertThat(wire.message(FilterChains.ACCOUNT, FilterChains.ACCOUNT, mail))
                    .startsWith("250");
        }
        var signed = chains.stored("Subject: " + subject);
        assertThat(signed).contains("a=rsa-sha256;", "a=ed25519-sha256;");
        return signed;
    }

    private static List<String> results(String mail) {
        return RESULTS.matcher(mail).results().map(MatchResult::group).toList();
    }

    /// As several strings, since one has at most 255 octets.
    private static String quoted(String text) {
        return text.replaceAll(".{1,200}", "\"$0\" ");
    }
}
