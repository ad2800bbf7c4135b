package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.distribution.e2e.SignedKnot.Kind;
import io.staffetta.distribution.e2e.SignedKnot.Zone;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// TLS as destinations publish it: DANE in zones that a real Knot DNS signs, MTA-STS over HTTPS,
/// servers of Postfix. Beside that the operator demands `encrypt` of everybody.
class PublishedTlsIT {

    private static final Issued AUTHORITY = Issued.authority("Authority of the tests");
    private static final Issued STRANGER = Issued.authority("Somebody else");
    private static final Issued SELF = STRANGER.issue("whoever.test");
    private static final Issued ANCHORED = STRANGER.issue("anchored.dane.test");
    private static final Issued GOOD = AUTHORITY.issue("good.sts.test");
    private static final Issued BAD = STRANGER.issue("bad.sts.test");
    private static final Issued PROMISING = AUTHORITY.issue("kept.plain.test");

    private static final String STS =
            """
            good    A 127.0.0.43
            bad     A 127.0.0.44
            """
                    + sts("enforced", "good")
                    + sts("spoiled", "bad")
                    + sts("elsewhere", "good")
                    + sts("testing", "bad");

    private static final List<String> UNMET =
            List.of(
                    "mismatch.dane.test",
                    "spoiled.sts.test",
                    "elsewhere.sts.test",
                    "bogus.test",
                    "changing.test");

    @TempDir static Path folder;
    private static final int PORT = FreePort.any();
    private static TlsPostfix postfix;
    private static TlsPeer promising;
    private static SignedKnot knot;
    private static PolicyHost policies;
    private static Relay relay;

    /// What waits for good.
    private static List<Queued> waiting;

    /// A domain with an MTA-STS policy.
    private static String sts(String domain, String host) {
        return """
        %1$s          MX  10 %2$s
        _mta-sts.%1$s TXT "v=STSv1; id=1;"
        mta-sts.%1$s  A   127.0.0.1
        """
                .formatted(domain, host);
    }

    /// MX, address and TLSA record of a domain.
    private static String dane(String domain, String host, String address, String tlsa) {
        return """
        %1$s MX 10 %2$s
        %2$s A %3$s
        _%4$d._tcp.%2$s TLSA %5$s
        """
                .formatted(domain, host, address, PORT, tlsa);
    }

    private static List<Zone> zones() {
        var other = "3 1 1 " + GOOD.keyFingerprint();
        var dane =
                dane("pinned", "self", "127.0.0.41", "3 1 1 " + SELF.keyFingerprint())
                        + dane(
                                "anchor",
                                "anchored",
                                "127.0.0.42",
                                "2 0 1 " + STRANGER.fingerprint())
                        + dane("mismatch", "changed", "127.0.0.41", other)
                        + dane("both", "two", "127.0.0.41", "3 1 1 " + SELF.keyFingerprint())
                        + sts("both", "two").lines().skip(1).reduce("", (a, b) -> a + b + "\n")
                        + dane(
                                "keeps",
                                "kept",
                                "127.0.0.45",
                                "3 1 1 " + PROMISING.keyFingerprint());
        return List.of(
                new Zone(".", "", Kind.SIGNED, ""),
                new Zone("test.", ".", Kind.SIGNED, "ns A 127.0.0.1\n"),
                new Zone("dane.test.", "test.", Kind.SIGNED, dane),
                new Zone(
                        "plain.test.",
                        "test.",
                        Kind.UNSIGNED,
                        dane("@", "mx", "127.0.0.41", other)
                                + "keeps MX 10 kept\nkept A 127.0.0.45\n"),
                new Zone("bogus.test.", "test.", Kind.BOGUS, dane("@", "mx", "127.0.0.41", other)),
                new Zone("sts.test.", "test.", Kind.UNSIGNED, STS),
                new Zone(
                        "changing.test.",
                        "test.",
                        Kind.UNSIGNED,
                        sts("@", "mx").replace(".@", "") + "mx A 127.0.0.44\n"));
    }

    @BeforeAll
    static void start() throws IOException {
        TlsPostfix.assumeInstalled();
        SignedKnot.assumeInstalled();
        var served =
                Map.of(
                        "127.0.0.41", SELF,
                        "127.0.0.42", ANCHORED,
                        "127.0.0.43", GOOD,
                        "127.0.0.44", BAD);
        postfix = TlsPostfix.start(PORT, AUTHORITY, served);
        promising = TlsPeer.start("127.0.0.45", PORT, PROMISING);
        knot = SignedKnot.start(zones());
        policies =
                PolicyHost.start(
                        AUTHORITY.issue(
                                Stream.of(
                                                "enforced.sts",
                                                "spoiled.sts",
                                                "elsewhere.sts",
                                                "testing.sts",
                                                "both.dane",
                                                "changing")
                                        .map(each -> "mta-sts." + each + ".test")
                                        .toArray(String[]::new)));
        policies.publish("enforced.sts.test", "enforce", "*.sts.test");
        policies.publish("spoiled.sts.test", "enforce", "bad.sts.test");
        policies.publish("elsewhere.sts.test", "enforce", "mx.elsewhere.test");
        policies.publish("testing.sts.test", "testing", "bad.sts.test");
        policies.publish("both.dane.test", "enforce", "nobody.dane.test");
        policies.publish("changing.test", "enforce", "mx.changing.test");
        var conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("ca.pem"), AUTHORITY.pem());
        relay =
                Relay.start(
                        folder,
                        configuration(),
                        AUTHORITY.trustOptions(folder.resolve("trust.p12")));
        UNMET.forEach(domain -> relay.send("anna@" + domain, "to " + domain));
        waiting = relay.awaitQueue(UNMET.size(), each -> each.attempts() > 0);
    }

    private static RelayConfiguration configuration() {
        var dns = knot.address();
        var remote =
                """
                <port>%d</port><dns><servers>%s</servers><max-ttl>0s</max-ttl>\
                <allow-loopback>true</allow-loopback></dns>
                """
                        .formatted(PORT, dns);
        return new RelayConfiguration()
                .route("*", "remote", remote)
                .more(
                        """
                        <tls>
                          <outbound use="encrypt"/>
                          <outbound use="mta-sts">
                            <nameserver>%1$s</nameserver><https-port>%2$d</https-port>
                            <ca-file>ca.pem</ca-file><policy-ca-file>ca.pem</policy-ca-file>
                            <allow-loopback>true</allow-loopback>
                            <min-ttl>0s</min-ttl><max-ttl>0s</max-ttl>
                          </outbound>
                          <outbound use="dane">
                            <nameserver>%1$s</nameserver><trust-anchors>%3$s</trust-anchors>
                          </outbound>
                          <observer use="tls-report"><flush-interval>1ms</flush-interval></observer>
                        </tls>
                        """
                                .formatted(dns, policies.port(), knot.anchors()));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {relay, postfix, promising, knot, policies}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pinned.dane.test,   'TLS verify by dane (1 usable TLSA record of _', tlsa, "
                + " self.dane.test",
        "anchor.dane.test,   'TLS verify by dane (1 usable TLSA record of _', tlsa, "
                + " anchored.dane.test",
        "both.dane.test,     'TLS verify by dane (1 usable TLSA record of _', tlsa,  two.dane.test",
        "enforced.sts.test,  'TLS verify by mta-sts (MTA-STS of enforced.sts.test: enforce, id 1',"
                + " sts, enforced.sts.test",
        "plain.test,         'TLS encrypt by encrypt (', no-policy-found, plain.test"
    })
    void arrives(String domain, String decision, String type, String reported) {
        Explained.of(relay, domain).assertSays(decision);
        relay.send("anna@" + domain, "to " + domain);

        assertThat(postfix.mailbox().awaitContaining("Subject: to " + domain + "\n"))
                .contains("with ESMTPS id");
        awaitReport(
                reported,
                "\"policy-type\":\"" + type + "\"",
                "\"total-successful-session-count\":1",
                "\"total-failure-session-count\":0");
    }

    @ParameterizedTest
    @CsvSource({
        "mismatch.dane.test, TLS verify by dane, TLSA, tlsa-invalid, changed.dane.test",
        "spoiled.sts.test, TLS verify by mta-sts, unable to find valid certification path,"
                + " certificate-not-trusted, spoiled.sts.test",
        "elsewhere.sts.test, TLS refuse by mta-sts, matches none of mx.elsewhere.test,"
                + " validation-failure, elsewhere.sts.test",
        "bogus.test, TLS policy cannot be found: TLS policy 'dane' cannot tell now, bogus,"
                + " dnssec-invalid, mx.bogus.test"
    })
    void waits(String domain, String decision, String why, String result, String reported) {
        assertThat(waitingFor(domain).reason()).startsWith("4.7.5 ").containsIgnoringCase(why);
        awaitReport(
                reported,
                "\"result-type\":\"" + result + "\"",
                "\"total-successful-session-count\":0",
                "\"total-failure-session-count\":1");
        assertThat(report(reported)).doesNotContain("0.0.0.0");
        Explained.of(relay, domain).assertSays(decision);
        assertThat(postfix.mailbox().messages())
                .noneMatch(message -> message.contains("Subject: to " + domain + "\n"));
    }

    @Test
    void aPolicyThatIsOnlyTestedIsReportedOnly() {
        Explained.of(relay, "testing.sts.test").assertSays("TLS encrypt by encrypt (");
        relay.send("anna@testing.sts.test", "to testing");

        postfix.mailbox().awaitContaining("Subject: to testing\n");
        awaitReport(
                "testing.sts.test",
                "\"result-type\":\"certificate-not-trusted\"",
                "\"total-failure-session-count\":1");
    }

    /// From `enforce`, which the server does not meet, to `none`.
    @Test
    void aPolicyMayChange() {
        assertThat(waitingFor("changing.test").reason()).startsWith("4.7.5 ");
        Explained.of(relay, "changing.test").assertSays("TLS verify by mta-sts (");

        policies.publish("changing.test", "none", "");
        knot.change("changing.test.", zones().getLast().records().replace("id=1;", "id=2;"));
        Patience.until(
                () -> Explained.of(relay, "changing.test").says("TLS encrypt by encrypt ("),
                () -> "the new policy never came: " + Explained.of(relay, "changing.test"));
        // Not the others: their failures are counted.
        assertThat(
                        relay.server()
                                .command("queue", "retry", waitingFor("changing.test").id())
                                .exitCode())
                .isZero();
        postfix.mailbox().awaitContaining("Subject: to changing.test\n");
    }

    @Test
    void whatRequiresTlsGoesWhereItIsAssured() {
        sendRequiringTls("anna@keeps.dane.test");
        Patience.until(() -> promising.mails().size() == 1, () -> "nothing came: " + relay.queue());
        assertThat(promising.mails()).first().asString().contains("REQUIRETLS");
    }

    @ParameterizedTest
    @CsvSource({
        "anna@keeps.plain.test, comes from DNS without DANE or MTA-STS",
        "bert@pinned.dane.test, does not promise to require TLS on its part"
    })
    void whatRequiresTlsGoesBackElsewhere(String recipient, String why) {
        sendRequiringTls(recipient);
        var report = relay.report(recipient);
        assertThat(report.recipientField("Status")).isEqualTo("5.7.30");
        assertThat(report.text()).contains(why);
    }

    private static void sendRequiringTls(String recipient) {
        try (var wire = relay.session()) {
            wire.startTls();
            assertThat(
                            wire.transaction(
                                    "<" + Relay.ANNA + "> REQUIRETLS",
                                    List.of("<" + recipient + ">"),
                                    Relay.text("requires TLS")))
                    .startsWith("250");
        }
    }

    /// Waits for the counts of a domain's sessions.
    private static void awaitReport(String domain, String... wanted) {
        Patience.until(
                () -> Stream.of(wanted).allMatch(report(domain)::contains),
                () -> "the report of " + domain + ": " + report(domain));
    }

    private static String report(String domain) {
        return relay.server().files("tls-report").stream()
                .filter(file -> file.endsWith(domain + ".json"))
                .map(PublishedTlsIT::read)
                .findFirst()
                .orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll("\\s*([:,{}\\[\\]])\\s*", "$1");
        } catch (IOException e) {
            return "";
        }
    }

    private static Queued waitingFor(String domain) {
        return waiting.stream()
                .filter(each -> each.domain().equals(domain))
                .findFirst()
                .orElseThrow(() -> new AssertionError(domain + " does not wait: " + waiting));
    }
}
