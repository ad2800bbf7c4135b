package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

/// TLS as the operator demands it of other servers, with a real Postfix whose certificates are as
/// bad as they can be. Domains are called as what is configured for them.
class OutboundTlsIT {

    private static final Issued AUTHORITY = Issued.authority("Authority of the tests");
    private static final Issued STRANGER = Issued.authority("Somebody else");
    private static final Issued FOREIGN = STRANGER.issue("foreign.peer.test");
    private static final Issued OURS = AUTHORITY.issue("mail.example.org");

    /// Servers, and domains that they are the MX of.
    private static final String PEERS =
            """
            good        A 127.0.0.31
            expired     A 127.0.0.32
            wrong       A 127.0.0.33
            foreign     A 127.0.0.34
            asking      A 127.0.0.35
            demanding   A 127.0.0.36
            injected    A 127.0.0.37
            """
                    + mx("good", "@", "verify-good", "secure-good", "none", "pinned-other")
                    + mx("expired", "verify-expired", "may-expired", "encrypt-expired", "default")
                    + mx("wrong", "verify-wrong")
                    + mx("foreign", "verify-foreign", "pinned")
                    + mx("asking", "asking-shown", "asking-none")
                    + mx("demanding", "demanding-shown", "demanding-none")
                    + mx("injected", "encrypt-injected");

    /// Domains whose server is not as is demanded.
    private static final List<String> UNMET =
            List.of(
                    "verify-expired",
                    "verify-wrong",
                    "verify-foreign",
                    "secure-good",
                    "pinned-other",
                    "demanding-none");

    @TempDir static Path folder;
    private static TlsPostfix postfix;
    private static TlsPeer injected;
    private static Knot knot;
    private static Relay relay;

    /// What waits for good.
    private static List<Queued> waiting;

    private static String mx(String host, String... domains) {
        return String.join(
                "", Stream.of(domains).map(each -> each + " MX 10 " + host + "\n").toList());
    }

    @BeforeAll
    static void start() throws IOException {
        TlsPostfix.assumeInstalled();
        Knot.assumeInstalled();
        int port = FreePort.any();
        postfix =
                TlsPostfix.start(
                        port,
                        AUTHORITY,
                        Map.of(
                                "127.0.0.31", AUTHORITY.issue("good.peer.test"),
                                "127.0.0.32", AUTHORITY.issueExpired("expired.peer.test"),
                                "127.0.0.33", AUTHORITY.issue("elsewhere.test"),
                                "127.0.0.34", FOREIGN,
                                "127.0.0.35?", AUTHORITY.issue("asking.peer.test"),
                                "127.0.0.36!", AUTHORITY.issue("demanding.peer.test")));
        injected =
                TlsPeer.start(
                        "127.0.0.37",
                        port,
                        AUTHORITY.issue("injected.peer.test"),
                        "\r\n250-injected\r\n250 AUTH PLAIN");
        knot = Knot.start(Map.of("peer.test", PEERS));
        var conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("ca.pem"), AUTHORITY.pem());
        OURS.write(conf.resolve("ours.pem"));
        relay =
                Relay.start(
                        folder,
                        new RelayConfiguration()
                                .route(
                                        "*",
                                        "remote",
                                        """
                                        <port>%d</port><dns><servers>%s</servers>
                                        <allow-loopback>true</allow-loopback></dns>
                                        """
                                                .formatted(port, knot.address()))
                                .more("<tls>" + policies() + "</tls>"));
        UNMET.forEach(domain -> relay.send("anna@" + name(domain), "to " + domain));
        waiting = relay.awaitQueue(UNMET.size(), each -> each.attempts() > 0);
    }

    private static String policies() {
        var ca = "<ca-file>ca.pem</ca-file>";
        return policy("verify", "verify-good verify-expired verify-wrong verify-foreign", ca)
                + policy("secure", "@ secure-good", ca)
                + policy("fingerprint", "pinned pinned-other", fingerprint())
                + policy("may", "may-expired", "")
                + policy("encrypt", "encrypt-expired encrypt-injected demanding-none", "")
                + policy("none", "none", "")
                + policy(
                        "client-certificate",
                        "asking-shown demanding-shown",
                        "<chain>ours.pem</chain>");
    }

    private static String fingerprint() {
        return "<fingerprint>" + FOREIGN.fingerprint() + "</fingerprint>";
    }

    private static String policy(String name, String domains, String settings) {
        var all = new StringBuilder();
        for (var domain : domains.split(" ", -1)) {
            all.append("<domain>").append(name(domain)).append("</domain>");
        }
        return "<outbound use=\"%s\">%s%s</outbound>\n".formatted(name, all, settings);
    }

    private static String name(String domain) {
        return domain.equals("@") ? "peer.test" : domain + ".peer.test";
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {relay, postfix, knot, injected}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "verify-good,     TLS verify by verify,       ESMTPS, No client certificate requested",
        "@,               TLS verify by secure,       ESMTPS, No client certificate requested",
        "pinned,          TLS verify by fingerprint,  ESMTPS, No client certificate requested",
        "may-expired,     TLS may by may,             ESMTPS, No client certificate requested",
        "encrypt-expired, TLS encrypt by encrypt,     ESMTPS, No client certificate requested",
        "default,         TLS may by default,         ESMTPS, No client certificate requested",
        "none,            TLS none by none,           ESMTP,  ''",
        "asking-none,     TLS may by default,         ESMTPS, Client did not present a certificate",
        "asking-shown,    TLS may by default,         ESMTPS, 'Client CN \"mail.example.org\"'",
        "demanding-shown, TLS may by default,         ESMTPS, '(verified OK)'"
    })
    void arrivesWhereThePolicyIsMet(String domain, String decision, String protocol, String seen) {
        Explained.of(relay, name(domain)).assertSays(decision + " (");
        relay.send("anna@" + name(domain), "to " + domain);

        var arrived = postfix.mailbox().awaitContaining("Subject: to " + domain + "\n");
        assertThat(arrived).contains("by mail.peer.test (Postfix) with " + protocol + " id");
        assertThat(arrived).contains(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "verify-expired,   verify,      has expired",
        "verify-wrong,     verify,      'certificate is for [elsewhere.test], not for"
                + " [wrong.peer.test]'",
        "verify-foreign,   verify,      unable to find valid certification path",
        "secure-good,      secure,      'certificate is for [good.peer.test], not for"
                + " [secure-good.peer.test'",
        "pinned-other,     fingerprint, certificate is another one"
    })
    void waitsWhereItIsNot(String domain, String policy, String why) {
        Explained.of(relay, name(domain)).assertSays("TLS verify by " + policy + " (");
        assertThat(waitingFor(domain).reason()).startsWith("4.7.5 ").contains(why);
        assertThat(postfix.mailbox().messages())
                .noneMatch(message -> message.contains("Subject: to " + domain + "\n"));
    }

    @Test
    void theCommandsShowIt() {
        var shown = relay.server().command("queue", "show", waitingFor("verify-wrong").id()).out();
        assertThat(shown)
                .contains("4.7.5 certificate is for [elsewhere.test], not for [wrong.peer.test]");
        var said =
                relay.server()
                        .command("explain", "--from", Relay.ANNA, "--to", "anna@" + name("none"));
        assertThat(said.out()).contains("TLS none by none (");
    }

    @Test
    void aServerThatDemandsACertificateGetsNoMailWithoutOne() {
        assertThat(waitingFor("demanding-none").reason()).startsWith("4.");
        assertThat(postfix.log()).contains("No client certificate presented");
    }

    /// Replies in clear behind that to STARTTLS must not count as replies of the session that
    /// follows.
    @Test
    void repliesInClearBehindStarttlsAreNotBelieved() {
        relay.send("anna@" + name("encrypt-injected"), "to encrypt-injected");
        Patience.until(() -> injected.mails().size() == 1, () -> "nothing came: " + relay.queue());
        assertThat(relay.server().output())
                .contains("plaintext after the reply to STARTTLS was discarded");
    }

    private static Queued waitingFor(String domain) {
        return waiting.stream()
                .filter(each -> each.domain().equals(name(domain)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(domain + " does not wait: " + waiting));
    }
}
