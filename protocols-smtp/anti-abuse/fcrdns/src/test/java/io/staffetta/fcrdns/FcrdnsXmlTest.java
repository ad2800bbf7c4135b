package io.staffetta.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.FilteredServer;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FcrdnsXmlTest {

    private static final String CONFIRMED = "192.0.2.1";
    private static final String LIAR = "192.0.2.2";
    private static final String NAMELESS = "192.0.2.3";
    private static final String BROKEN = "192.0.2.4";
    private static final String GENERIC = "192.0.2.5";
    private static final String ANN = "ann@example.com";
    private static final String BOB = "bob@example.org";
    private static final String STRICT =
            "<no-name>refuse</no-name><unconfirmed>refuse</unconfirmed><generic>refuse</generic>";

    private final TestDns dns =
            TestDns.start()
                    .add("1.2.0.192.in-addr.arpa", "PTR", "other.example.")
                    .add("1.2.0.192.in-addr.arpa", "PTR", "MX.Example.com.")
                    .add("mx.example.com", "A", "192.0.2.99")
                    .add("mx.example.com", "A", CONFIRMED)
                    .add("2.2.0.192.in-addr.arpa", "PTR", "mx.example.com.")
                    .fault("4.2.0.192.in-addr.arpa", TestDnsFault.SERVFAIL)
                    .add("5.2.0.192.in-addr.arpa", "PTR", "dsl-5.pool.isp.example.")
                    .add("dsl-5.pool.isp.example", "A", GENERIC)
                    .add("6.2.0.192.in-addr.arpa", "PTR", "a\\010b.example.")
                    .add("7.2.0.192.in-addr.arpa", "PTR", "lost.example.")
                    .fault("lost.example", TestDnsFault.SILENCE);

    @AfterEach
    void close() {
        dns.close();
    }

    private FilteredServer server(String attributes, String settings) {
        return FilteredServer.start(
                "<hook use='fcrdns' " + attributes + ">" + settings + "</hook>",
                FilteredServer.asking(dns),
                new SmtpPlugin(),
                new FcrdnsPlugin());
    }

    private static String rcpt(FilteredServer server, String client) {
        try (var talk = server.connect(client)) {
            return talk.greet("client.example").envelope(ANN, BOB);
        }
    }

    @Test
    void byDefaultItOnlyFinds() {
        try (var server = server("", "<time-limit>1s</time-limit>")) {
            for (int i = 1; i <= 7; i++) {
                assertThat(rcpt(server, "192.0.2." + i)).startsWith("250");
            }
            assertThat(server.findings("iprev", "pass")).isEqualTo(2);
            assertThat(server.findings("iprev", "fail")).isEqualTo(2);
            assertThat(server.findings("iprev", "permerror")).isEqualTo(1);
            assertThat(server.findings("iprev", "temperror")).isEqualTo(2);
        }
    }

    @Test
    void refusesWhatTheOperatorDoesNotWant() {
        try (var server = server("", STRICT)) {
            assertThat(rcpt(server, CONFIRMED)).startsWith("250");
            assertThat(rcpt(server, LIAR))
                    .isEqualTo(
                            "550 5.7.25 The name of your address [192.0.2.2] does not lead back"
                                    + " to it");
            assertThat(rcpt(server, NAMELESS))
                    .isEqualTo("550 5.7.25 Your address [192.0.2.3] has no name in the DNS");
            assertThat(rcpt(server, BROKEN)).startsWith("250");
            assertThat(rcpt(server, GENERIC))
                    .startsWith("550 5.7.25 Your name dsl-5.pool.isp.example looks");
            assertThat(rcpt(server, "192.0.2.6")).startsWith("550 5.7.25");
        }
    }

    @Test
    void refusesForNowIfToldSo() {
        var settings = "<no-name>tempfail</no-name><temperror>tempfail</temperror>";
        try (var server = server("", settings)) {
            assertThat(rcpt(server, CONFIRMED)).startsWith("250");
            assertThat(rcpt(server, LIAR)).startsWith("250");
            assertThat(rcpt(server, NAMELESS)).startsWith("450 4.7.25");
            assertThat(rcpt(server, BROKEN)).startsWith("450 4.7.25");
        }
    }

    @Test
    void observedItRefusesNobody() {
        try (var server = server("mode='observe'", STRICT)) {
            assertThat(rcpt(server, NAMELESS)).startsWith("250");
            assertThat(server.decisions("fcrdns", "rcpt", "refuse")).isEqualTo(1);
        }
    }

    @Test
    void inPhaseConnectTheBannerRefuses() {
        try (var server = server("", STRICT + "<phase>connect</phase>");
                var bad = server.connect(NAMELESS);
                var good = server.connect(CONFIRMED)) {
            assertThat(bad.reply()).startsWith("554 5.7.25 Your address");
            assertThat(good.reply()).startsWith("220");
        }
    }

    @Test
    void usersPostmastersAndExemptNetworksAreReached() {
        try (var server = server("", STRICT);
                var talk = server.connect(NAMELESS)) {
            talk.greet("client.example");
            assertThat(talk.envelope(ANN, "postmaster@example.org")).startsWith("250");
            assertThat(talk.say("RCPT TO:<" + BOB + ">")).startsWith("550");
            talk.say("RSET");
            talk.login(BOB);
            assertThat(talk.envelope(BOB, BOB)).startsWith("250");
        }
        var exempt = "<exempt-network>192.0.2.0/30</exempt-network>";
        try (var server = server("", STRICT + exempt)) {
            assertThat(rcpt(server, NAMELESS)).startsWith("250");
            assertThat(server.findings("iprev", "permerror")).isEqualTo(1);
        }
    }

    @Test
    void ipv6IsConfirmedByAaaa() {
        dns.add(
                        "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
                        "PTR",
                        "six.example.")
                .add("six.example", "AAAA", "2001:db8::1");
        try (var server = server("", STRICT)) {
            assertThat(rcpt(server, "2001:db8::1")).startsWith("250");
            assertThat(rcpt(server, "2001:db8::2")).startsWith("550");
        }
    }

    @Test
    void notMoreNamesAreLookedAtThanAllowed() {
        for (int i = 10; i < 40; i++) {
            dns.add("9.2.0.192.in-addr.arpa", "PTR", "n" + i + ".example.");
        }
        dns.add("n39.example", "A", "192.0.2.9");
        try (var server = server("", STRICT + "<max-names>5</max-names>")) {
            assertThat(rcpt(server, "192.0.2.9")).startsWith("550");
            assertThat(dns.queries("n14.example", "A")).isEqualTo(1);
            assertThat(dns.queries("n15.example", "A")).isZero();
        }
    }

    @Test
    void mistakesAreToldAtTheStart() {
        assertThatThrownBy(() -> server("", "<temperror>refuse</temperror>"))
                .hasMessageContaining("temperror must be next or tempfail");
        assertThatThrownBy(() -> server("", "<max-names>51</max-names>"))
                .hasMessageContaining("max-names must lie between 1 and 50");
    }
}
