package io.staffetta.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;
import io.staffetta.testkit.TestServer;
import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;

/// The hook as operators configure it, with a real DNS server.
class DmarcXmlTest {

    private static final String GOOD = "X-Claim: dkim pass header.d=sender.example";
    private static final String BAD = "X-Claim: dkim fail header.d=sender.example";

    private final TestDns dns = TestDns.start();

    @BeforeEach
    void publish() {
        dns.add("_dmarc.sender.example", "TXT", "\"v=DMARC1; p=reject; rua=mailto:r@x.example\"")
                .add("_dmarc.soft.example", "TXT", "\"v=DMARC1; p=quarantine\"")
                .add("_dmarc.none.example", "TXT", "\"v=DMARC1; p=none\"")
                .add("_dmarc.test.example", "TXT", "\"v=DMARC1; p=quarantine; t=y\"");
    }

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void whatIsAlignedPassesAndWhatIsNotIsRefused() {
        try (var server = start("", "<help>https://example.org/dmarc</help>")) {
            send(server, "From: Ann <ann@sender.example>\n" + GOOD, "S* 250");
            assertThat(server.deliveries()).hasSize(1);

            send(
                    server,
                    "From: Ann <ann@sender.example>\n" + BAD,
                    "S: 550 5.7.1 Rejected per DMARC policy of sender.example: neither SPF nor DKIM"
                            + " is aligned, see https://example.org/dmarc");
            send(server, "From: Ann <ann@sub.sender.example>\n" + BAD, "S* 550");
            assertThat(server.deliveries()).hasSize(1);
            assertThat(metrics(server))
                    .contains("check=\"dmarc\"")
                    .contains("result=\"pass\"")
                    .contains("result=\"fail\"");
        }
    }

    @Test
    void policiesOtherThanRejectAndDomainsWithoutOne() {
        try (var server = start("", "")) {
            send(server, "From: a@soft.example\n" + BAD, "S* 250");
            assertThat(server.deliveries()).as("held in the queue").isEmpty();

            send(server, "From: a@none.example\n" + BAD, "S* 250");
            send(server, "From: a@test.example\n" + BAD, "S* 250");
            send(server, "From: a@unknown.example\n" + BAD, "S* 250");
            assertThat(server.deliveries()).hasSize(3);
        }
    }

    @Test
    void observedNothingIsRefused() {
        try (var server = start("mode=\"observe\"", "")) {
            send(server, "From: a@sender.example\n" + BAD, "S* 250");
            send(server, "Subject: no author\n" + BAD, "S* 250");
            assertThat(server.deliveries()).hasSize(2);
            assertThat(metrics(server)).contains("check=\"dmarc\"").contains("result=\"fail\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: no author",
                "From: nobody",
                "From: a@sender.example, b@soft.example",
                "From: a@none.example\nFrom: a@sender.example"
            })
    void mailWithoutOneAuthorsDomainIsRefused(String headers) {
        try (var server = start("", "")) {
            send(server, headers + "\n" + GOOD, "S* 550");
        }
        try (var server = start("", "<on-invalid-from>next</on-invalid-from>")) {
            send(server, headers + "\n" + GOOD, "S* 250");
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void whoForwardsIsExcused() {
        try (var server = start("", "<forwarder>127.0.0.0/8</forwarder>")) {
            send(server, "From: a@sender.example\n" + BAD, "S* 250");
        }
        try (var server = start("", "<trusted-signer>list.example</trusted-signer>")) {
            var signed = "\nX-Claim: dkim pass header.d=list.example";
            send(server, "From: a@sender.example\n" + BAD + signed, "S* 250");
            send(server, "From: a@sender.example\n" + BAD, "S* 550");
            send(
                    server,
                    "From: a@sender.example\n" + BAD + signed.replace("pass", "fail"),
                    "S* 550");
        }
    }

    @Test
    void markedMailIsDeliveredAndForgedMarksAreNot() throws Exception {
        try (var server =
                start("", "<on-reject>mark</on-reject><on-quarantine>mark</on-quarantine>")) {
            send(server, "From: a@sender.example\n" + BAD, "S* 250");
            send(server, "From: a@sender.example\nX-DMARC-Failure: forged\n" + GOOD, "S* 250");

            assertThat(content(server, 0)).contains("X-DMARC-Failure: Rejected per DMARC policy");
            assertThat(content(server, 1)).doesNotContain("X-DMARC-Failure");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVFAIL", "SILENCE", "GARBAGE", "WRONG_QUESTION", "STALLED_TCP"})
    void aDnsThatFailsLetsMailPassUnlessTheOperatorWantsOtherwise(String fault) {
        dns.fault("_dmarc.sender.example", TestDnsFault.valueOf(fault));
        try (var server = start("", "")) {
            send(server, "From: a@sender.example\n" + BAD, "S* 250");
        }
        try (var server = start("", "<on-temperror>tempfail</on-temperror>")) {
            send(server, "From: a@sender.example\n" + BAD, "S* 451");
            assertThat(metrics(server)).contains("result=\"temperror\"");
        }
    }

    @Test
    void whoBorrowsADomainWithABrokenDnsIsPutOffWhereThePolicyIsEnforced() {
        var borrowed =
                """

                X-Claim: spf temperror smtp.mailfrom=%s
                X-Claim: dkim fail header.d=other.example\
                """;
        try (var server = start("", "")) {
            send(
                    server,
                    "From: a@sender.example" + borrowed.formatted("x.sender.example"),
                    "S* 451");
            send(server, "From: a@none.example" + borrowed.formatted("x.none.example"), "S* 250");
        }
        try (var server = start("", "<on-temperror>next</on-temperror>")) {
            send(
                    server,
                    "From: a@sender.example" + borrowed.formatted("x.sender.example"),
                    "S* 250");
        }
    }

    @Test
    void aDnsThatSendsTooMuchOrLoopsIsOneThatFails() {
        IntStream.range(0, 60)
                .forEach(i ->
                        dns.add("_dmarc.huge.example", "TXT", '"' + "x".repeat(250) + i + '"'));
        dns.add("_dmarc.loop.example", "CNAME", "_dmarc.pool.example.")
                .add("_dmarc.pool.example", "CNAME", "_dmarc.loop.example.");
        try (var server = start("", "<on-temperror>tempfail</on-temperror>")) {
            send(server, "From: a@huge.example\n" + BAD, "S* 451");
            send(server, "From: a@loop.example\n" + BAD, "S* 451");
            send(server, "From: a@" + "a.".repeat(100) + "sender.example\n" + BAD, "S* 550");
        }
    }

    @Test
    void whoHasLoggedInIsNotCheckedUnlessTheOperatorWantsIt() {
        try (var server = start("", "")) {
            send(server, "AUTH", "From: a@sender.example\n" + BAD, "S* 250");
            send(server, "NOOP", "From: a@sender.example\n" + BAD, "S* 550");
        }
        try (var server = start("", "<check-authenticated>true</check-authenticated>")) {
            send(server, "AUTH", "From: a@sender.example\n" + BAD, "S* 550");
        }
    }

    @Test
    void withoutTheHooksItNeedsNothingIsConcluded() {
        try (var server = start("", "<on-temperror>tempfail</on-temperror>")) {
            send(server, "From: a@sender.example", "S* 451");
            send(server, "From: a@unknown.example", "S* 250");
        }
    }

    @Test
    void aReloadKeepsTheCacheUnlessItChangesTheServers() {
        try (var server = start("", "");
                var other = TestDns.start()) {
            send(server, "From: a@sender.example\n" + BAD, "S* 550");
            int asked = dns.queries();
            assertThat(server.reload(config(dns, "", "<on-reject>next</on-reject>")).problems())
                    .isEmpty();
            send(server, "From: a@sender.example\n" + BAD, "S* 250");
            assertThat(dns.queries()).isEqualTo(asked);

            server.reload(config(other, "", ""));
            send(server, "From: a@sender.example\n" + BAD, "S* 250");
            assertThat(dns.queries()).as("the other server has no record").isEqualTo(asked);
            assertThat(other.queries()).isPositive();
        }
    }

    private TestServer start(String attributes, String settings) {
        var server =
                TestServer.start(
                        config(dns, attributes, settings),
                        PluginSource.of(new SmtpPlugin(), new DmarcPlugin(), new ClaimsPlugin()),
                        options -> options);
        server.addAccount("ann@example.org", "secret");
        return server;
    }

    private static String config(TestDns dns, String attributes, String settings) {
        return TestServer.DEFAULT_CONFIG.replace(
                "<auth>",
                """
                <listeners>
                  <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" auth="offered" chain="in"/>
                </listeners>
                <chain name="in"><hook use="claims"/><hook use="dmarc" %s>%s</hook></chain>
                <dns><server>%s</server><timeout>50ms</timeout><max-octets>8K</max-octets></dns>
                <auth><mechanism use="trust"/>\
                """
                        .formatted(attributes, settings, dns.server()));
    }

    /// Sends a message to the account.
    private static void send(TestServer server, String headers, String reply) {
        send(server, "NOOP", headers, reply);
    }

    private static void send(TestServer server, String first, String headers, String reply) {
        var begin = first.equals("AUTH") ? "C: AUTH TRUST =\nS* 235" : "C: NOOP\nS* 250";
        var spf = headers.contains("X-Claim") ? "X-Claim: spf fail smtp.mailfrom=x.example\n" : "";
        var lines = (spf + headers).lines().map(line -> "C: " + line + "\n").toList();
        play(
                server,
                """
                S* 220
                C: EHLO client.example
                S* 250
                %s
                C: MAIL FROM:<ann@example.org>
                S* 250
                C: RCPT TO:<ann@example.org>
                S* 250
                C: DATA
                S* 354
                %sC- \\r\\n
                C: hello
                C: .
                %s
                C: QUIT
                S* 221
                """
                        .formatted(begin, String.join("", lines), reply));
    }

    private static void play(TestServer server, String dialogue) {
        try {
            Transcript.parse("dialogue", dialogue)
                    .play(TranscriptSocket.connect(server.address("mx").getPort()), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String metrics(TestServer server) {
        return server.server().metrics();
    }

    private static String content(TestServer server, int index) throws IOException {
        try (var in = server.deliveries().get(index).content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
