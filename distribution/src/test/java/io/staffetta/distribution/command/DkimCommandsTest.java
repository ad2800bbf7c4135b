package io.staffetta.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.distribution.Home;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;
import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Signing keys and the records of a domain: the commands against a real server, which asks a real
/// DNS.
class DkimCommandsTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-02-01T10:00:00Z"), ZoneOffset.UTC);

    /// Name and quoted strings of a TXT record as `dkim show` prints it.
    private static final Pattern ZONE_LINE = Pattern.compile("(\\S+)\\. IN TXT (\".*\")");

    private TestDns dns;
    private TestServer server;

    @BeforeEach
    void start() {
        dns = TestDns.start();
        server =
                TestServer.start(
                        TestServer.DEFAULT_CONFIG
                                .replace("enabled=\"false\"", "bind=\"127.0.0.1:0\"")
                                .replace(
                                        "</staffetta>",
                                        "<dns><server>%s</server></dns></staffetta>"
                                                .formatted(dns.server())),
                        PluginSource.of(),
                        options -> options.withClock(CLOCK));
    }

    @AfterEach
    void stop() {
        server.close();
        dns.close();
    }

    @Test
    void keysAreMadePublishedAndRotated() {
        assertThat(done("dkim", "list")).isEqualTo("There are no keys; make one by dkim create.\n");
        var made = done("dkim", "create", "Example.ORG", "--algorithm", "both", "--bits", "1024");
        assertThat(made)
                .contains("20260201-rsa._domainkey.example.org: rsa, 1024 bits, pending\n")
                .contains("20260201-ed25519._domainkey.example.org: ed25519, 256 bits, pending\n")
                .contains("\nas one text:\nv=DKIM1; h=sha256; k=ed25519; p=");
        assertThat(done("dkim", "show", "example.org")).isEqualTo(made);

        var refused = run("dkim", "activate", "example.org", "20260201-rsa");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo(
                        "staffetta: the key 20260201-rsa._domainkey.example.org is not published"
                                + " as it should be: nothing is published there; dkim show prints"
                                + " the record; --force activates it all the same\n");
        publish(made);
        for (var selector : List.of("20260201-rsa", "20260201-ed25519")) {
            assertThat(done("dkim", "activate", "example.org", selector))
                    .isEqualTo(
                            "Mail is signed with %s._domainkey.example.org now.\n"
                                    .formatted(selector));
        }

        var next = done("dkim", "rotate", "example.org", "--bits", "1024");
        assertThat(next)
                .contains("20260201-rsa-2._domainkey")
                .endsWith("then: staffetta dkim rotate --finish example.org\n");
        assertThat(run("dkim", "rotate", "example.org", "--finish").code()).isEqualTo(1);
        publish(next);
        assertThat(done("dkim", "rotate", "example.org", "--finish"))
                .contains("20260201-rsa._domainkey.example.org is retired now.\n")
                .contains("20260201-rsa-2._domainkey.example.org is active now.\n")
                .contains("Leave its record in the DNS for a week");
        assertThat(done("dkim", "remove", "example.org", "20260201-rsa"))
                .isEqualTo("Removed the key 20260201-rsa of example.org.\n");
        assertThat(done("dkim", "retire", "example.org", "20260201-rsa-2"))
                .startsWith("Mail is no longer signed with 20260201-rsa-2._domainkey");
        assertThat(done("dkim", "list", "example.org"))
                .isEqualTo(
                        """
                        DOMAIN       SELECTOR            ALGORITHM  BITS  STATE    CREATED               ACTIVATED             RETIRED
                        example.org  20260201-ed25519    ed25519    256   retired  2026-02-01T10:00:00Z  2026-02-01T10:00:00Z  2026-02-01T10:00:00Z
                        example.org  20260201-rsa-2      rsa        1024  retired  2026-02-01T10:00:00Z  2026-02-01T10:00:00Z  2026-02-01T10:00:00Z
                        example.org  20260201-ed25519-2  ed25519    256   active   2026-02-01T10:00:00Z  2026-02-01T10:00:00Z  -
                        """);
    }

    @Test
    void aLongRecordIsSeveralStrings() {
        var made = done("dkim", "create", "example.org", "--selector", "big", "--bits", "2048");
        assertThat(made).containsPattern("IN TXT \"[^\"]{255}\" \"[^\"]+\"\n");
        publish(made);
        assertThat(done("dkim", "activate", "example.org", "big")).startsWith("Mail is signed");
    }

    @Test
    void whatTheDnsSaysIsAskedAnew() {
        publish(done("dkim", "create", "example.org", "--selector", "a", "--algorithm", "ed25519"));
        done("dkim", "create", "example.org", "--selector", "b", "--algorithm", "ed25519");
        assertThat(run("dkim", "activate", "example.org", "b").code()).isEqualTo(1);
        dns.add("b._domainkey.example.org", "TXT", "\"v=DKIM1; k=ed25519; p=AAAA\"");
        assertThat(run("dkim", "activate", "example.org", "b").err())
                .contains("it holds another key");
        dns.remove("b._domainkey.example.org");
        dns.fault("b._domainkey.example.org", TestDnsFault.SERVFAIL);
        assertThat(run("dkim", "activate", "example.org", "b").err())
                .contains("cannot be asked for: ");
        assertThat(done("dkim", "activate", "example.org", "b", "--force")).contains("now");
        assertThat(done("dkim", "activate", "example.org", "a")).contains("now");
    }

    @Test
    void everythingInJson() {
        var json =
                JsonMapper.shared()
                        .readTree(
                                done(
                                        "dkim",
                                        "create",
                                        "example.org",
                                        "--selector",
                                        "now",
                                        "--algorithm",
                                        "ed25519",
                                        "--activate",
                                        "--json"));
        assertThat(json.get(0).get("state").asString()).isEqualTo("ACTIVE");
        assertThat(json.get(0).get("name").asString()).isEqualTo("now._domainkey.example.org");
        assertThat(json.get(0).get("record").asString()).startsWith("v=DKIM1; ");

        var result = run("dns", "example.org", "--json");
        assertThat(result.code()).isEqualTo(1);
        var report = JsonMapper.shared().readTree(result.out());
        assertThat(report.get("well").asBoolean()).isFalse();
        assertThat(report.get("records").get(0).get("status").asString()).isEqualTo("MISSING");
        assertThat(report.get("policy").get("url").asString())
                .isEqualTo("https://mta-sts.example.org/.well-known/mta-sts.txt");
    }

    @Test
    void theRecordsOfADomain() {
        var key = done("dkim", "create", "example.org", "--selector", "s", "--activate");
        var before = run("dns", "example.org");
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out())
                .contains("missing     example.org. IN MX 10 mx.test.example.\n")
                .contains("missing     example.org. IN TXT \"v=spf1 mx -all\"\n")
                .contains("missing     s._domainkey.example.org. IN TXT \"v=DKIM1;")
                .contains("  mx: mx.test.example\n")
                .endsWith("example.org: 8 missing, 0 different, 0 that cannot be told.\n");
        publish(key);
        dns.add("example.org", "MX", "10 mx.test.example.")
                .add("mx.test.example", "A", "192.0.2.1")
                .add("1.2.0.192.in-addr.arpa", "PTR", "mx.test.example.")
                .add("example.org", "TXT", "\"v=spf1 mx \" \"-all\"")
                .add("_dmarc.example.org", "TXT", "\"v=DMARC1; p=quarantine\"")
                .add("_mta-sts.example.org", "TXT", "\"v=STSv1; id=1;\"")
                .add("mta-sts.example.org", "A", "192.0.2.1")
                .add("_smtp._tls.example.org", "TXT", "\"hello\u001b[31m\"");
        assertThat(run("dns", "example.org").out())
                .contains("ok          s._domainkey.example.org. IN TXT \"v=DKIM1;")
                .contains("ok          _dmarc.example.org. IN TXT \"v=DMARC1; p=quarantine\"\n")
                .contains("            (nobody gets its reports (rua=))\n")
                .contains("different   _smtp._tls.example.org. IN TXT \"v=TLSRPTv1;")
                .contains(
                        "            published: _smtp._tls.example.org. IN TXT"
                                + " \"hello\\027[31m\"\n");
        var rest = run("dns", "example.org", "--without", "tls-rpt,SRV");
        assertThat(rest.code()).as(rest.out()).isZero();
        assertThat(rest.out()).endsWith("Everything that example.org needs is published.\n");
        assertThat(run("dns", "example.org", "--zone", "--without", "host,ptr,tls-rpt").out())
                .startsWith(
                        """
                        example.org. IN MX 10 mx.test.example.
                        example.org. IN TXT "v=spf1 mx -all"
                        s._domainkey.example.org. IN TXT "v=DKIM1;\
                        """);
        assertThat(run("dns", "example.org", "--without", "everything").code()).isEqualTo(1);
        assertThat(run("dns", "not a domain").err()).startsWith("staffetta: not a domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a/b", "a\u0000b"})
    void hostileSelectorsAreRefused(String selector) throws Exception {
        var pem = Files.writeString(server.folder().resolve("key.pem"), "secret");
        for (var words :
                List.of(
                        List.of("dkim", "create", "example.org", "--selector", selector),
                        List.of("dkim", "remove", "--force", "example.org", "--", selector),
                        List.of("dkim", "import", "example.org", "--", selector, pem.toString()))) {
            var all = new ArrayList<>(words);
            // Before a `--`, or it is no option.
            all.addAll(2, List.of("--data", data().toString()));
            var result = execute(all);
            assertThat(result.code()).as(result.out()).isEqualTo(1);
            assertThat(result.err()).startsWith("staffetta: not a selector").hasLineCount(1);
        }
        assertThat(data().resolve("dkim")).doesNotExist();
    }

    @Test
    void whatIsNoKeyIsNotTakenAndNotRepeated() throws Exception {
        var pem = Files.writeString(server.folder().resolve("key.pem"), "secret");
        assertThat(run("dkim", "import", "example.org", "a", pem.toString()))
                .isEqualTo(
                        new Result(
                                1,
                                "",
                                "staffetta: not a private key as PEM (PKCS #8 or PKCS #1)\n"));
        assertThat(run("dkim", "import", "example.org", "a", "/nowhere").err())
                .isEqualTo("staffetta: there is no file /nowhere\n");
        assertThat(run("dkim", "create", "example.org", "--bits", "512").err())
                .isEqualTo("staffetta: an RSA key has 1024 to 4096 bits, not 512\n");
        assertThat(run("dkim", "create", "example.org", "--algorithm", "dsa").code()).isEqualTo(2);
        assertThat(run("dkim", "create", "[192.0.2.1]").code()).isEqualTo(1);
        assertThat(run("dkim", "rotate", "example.org", "--force").code()).isEqualTo(2);
        assertThat(run("dkim", "show", "example.org").err())
                .isEqualTo("staffetta: example.org has no such key\n");
    }

    private void publish(String shown) {
        var lines = ZONE_LINE.matcher(shown);
        while (lines.find()) {
            dns.add(lines.group(1), "TXT", lines.group(2));
        }
    }

    private Path data() {
        return server.folder().resolve("data");
    }

    private record Result(int code, String out, String err) {}

    private String done(String... words) {
        var result = run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private Result run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data().toString()));
        return execute(all);
    }

    private Result execute(List<String> words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                StaffettaCommand.commandLine(new Home(server.folder()))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(words.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }
}
