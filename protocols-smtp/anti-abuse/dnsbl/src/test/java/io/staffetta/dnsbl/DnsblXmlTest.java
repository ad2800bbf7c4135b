package io.staffetta.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.testkit.FilteredServer;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

@Timeout(120)
class DnsblXmlTest {

    private static final String BAD = "192.0.2.7";
    private static final String GOOD = "192.0.2.8";
    private static final String ANN = "ann@example.com";
    private static final String BOB = "bob@example.org";
    private static final String MAIL = "From: a@b.example\nX-DNSBL: forged\nSubject: x\n\nHello";
    private static final String ZEN = "<list><zone>zen.example</zone></list>";

    private final TestDns dns =
            TestDns.start()
                    .add("7.2.0.192.zen.example", "A", "127.0.0.4")
                    .add("7.2.0.192.zen.example", "TXT", "\"see https://zen.example/192.0.2.7\"");

    @AfterEach
    void close() {
        dns.close();
    }

    private FilteredServer server(String settings) {
        return server("", settings);
    }

    private FilteredServer server(String attributes, String settings) {
        return FilteredServer.start(
                "<hook use='dnsbl' " + attributes + ">" + settings + "</hook>",
                FilteredServer.asking(dns),
                new SmtpPlugin(),
                new DnsblPlugin());
    }

    private static String rcpt(FilteredServer server, String client) {
        try (var talk = server.connect(client)) {
            return talk.greet("client.example").envelope(ANN, BOB);
        }
    }

    private static String sent(FilteredServer server, String client) {
        try (var talk = server.connect(client)) {
            assertThat(talk.greet("client.example").envelope(ANN, BOB)).startsWith("250");
            return talk.message(MAIL);
        }
    }

    private static String text(Delivery delivery) {
        try (var in = delivery.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhoIsListedAndNobodyElse() {
        try (var server = server(ZEN)) {
            assertThat(rcpt(server, BAD))
                    .isEqualTo(
                            "550 5.7.1 Client host [192.0.2.7] is listed by zen.example:"
                                    + " see https://zen.example/192.0.2.7");
            assertThat(sent(server, GOOD)).startsWith("250");
            assertThat(server.findings("dnsbl", "listed")).isEqualTo(1);
            assertThat(server.findings("dnsbl", "clean")).isEqualTo(1);
            assertThat(server.decisions("dnsbl", "rcpt", "refuse")).isEqualTo(1);
            assertThat(
                            server.count(
                                    "staffetta_dnsbl_answers_total",
                                    "list=\"zen.example\"",
                                    "result=\"listed\""))
                    .isEqualTo(1);
        }
    }

    @Test
    void observedItRefusesNobodyAndSaysWhatItWould() {
        try (var server = server("mode='observe'", ZEN)) {
            assertThat(sent(server, BAD)).startsWith("250");
            assertThat(server.decisions("dnsbl", "rcpt", "refuse")).isEqualTo(1);
            assertThat(server.findings("dnsbl", "listed")).isEqualTo(1);
        }
    }

    @Test
    void usersAndPostmastersAreReached() {
        try (var server = server(ZEN);
                var talk = server.connect(BAD)) {
            talk.greet("client.example");
            assertThat(talk.envelope(ANN, "postmaster@example.org")).startsWith("250");
            assertThat(talk.say("RCPT TO:<" + BOB + ">")).startsWith("550 5.7.1");
            talk.say("RSET");
            talk.login(BOB);
            assertThat(talk.envelope(BOB, BOB)).startsWith("250");
        }
        var settings = ZEN + "<check-authenticated>true</check-authenticated>";
        try (var server = server(settings + "<exempt-postmaster>false</exempt-postmaster>");
                var talk = server.connect(BAD)) {
            talk.greet("client.example").login(BOB);
            assertThat(talk.envelope(BOB, "postmaster@example.org")).startsWith("550 5.7.1");
        }
    }

    @Test
    void inPhaseConnectTheBannerRefuses() {
        try (var server = server(ZEN + "<phase>connect</phase><help>see our page</help>");
                var bad = server.connect(BAD);
                var good = server.connect(GOOD)) {
            assertThat(bad.reply())
                    .startsWith("554 5.7.1 Client host [192.0.2.7] is listed by zen.example")
                    .endsWith("; see our page");
            assertThat(good.reply()).startsWith("220");
        }
        try (var server = server(ZEN + "<phase>connect</phase><action>tempfail</action>");
                var bad = server.connect(BAD)) {
            assertThat(bad.reply()).startsWith("421 4.7.1 Client host");
        }
    }

    @Test
    void onlyCodesOfTheFilterCount() {
        var list = "<list><zone>zen.example</zone><codes>%s</codes></list>";
        try (var server = server(list.formatted("127.0.0.[2..3] 127.0.0.[10..11]"))) {
            assertThat(rcpt(server, BAD)).startsWith("250");
        }
        try (var server = server(list.formatted("127.0.0.2 127.0.0.[4..5]"))) {
            assertThat(rcpt(server, BAD)).startsWith("550");
        }
    }

    @Test
    void weightsAddUpAndGoodListsOutweighBadOnes() {
        dns.add("9.2.0.192.zen.example", "A", "127.0.0.2")
                .add("9.2.0.192.other.example", "A", "127.0.0.2")
                .add("7.2.0.192.other.example", "A", "127.0.0.2")
                .add("9.2.0.192.wl.example", "A", "127.0.10.2");
        var settings =
                """
                <list><zone>zen.example</zone><weight>2</weight></list>
                <list><zone>other.example</zone></list>
                <list><zone>wl.example</zone><weight>-3</weight></list>
                <refuse-at>3</refuse-at><quote-reason>false</quote-reason>
                """;
        try (var server = server(settings)) {
            assertThat(rcpt(server, BAD))
                    .isEqualTo("550 5.7.1 Client host [192.0.2.7] is listed by zen.example");
            assertThat(rcpt(server, "192.0.2.9")).startsWith("250");
            assertThat(server.findings("dnswl", "listed")).isEqualTo(1);
        }
        dns.remove("7.2.0.192.other.example");
        try (var server = server(settings)) {
            assertThat(rcpt(server, BAD)).startsWith("250");
        }
    }

    @Test
    void ipv6IsAskedByNibbles() {
        dns.add(
                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.zen.example",
                "A",
                "127.0.0.2");
        try (var server = server(ZEN)) {
            assertThat(rcpt(server, "2001:db8::1")).startsWith("550 5.7.1 Client host [2001:db8");
            assertThat(rcpt(server, "2001:db8::2")).startsWith("250");
        }
    }

    @Test
    void whatIsNoListingIsNone() {
        dns.add("1.2.0.192.zen.example", "A", "127.255.255.254")
                .add("2.2.0.192.zen.example", "A", "203.0.113.80")
                .add("3.2.0.192.zen.example", "A", "127.0.0.1")
                .add("4.2.0.192.zen.example", "A", "127.0.0.2")
                .add("4.2.0.192.zen.example", "A", "203.0.113.80")
                .fault("5.2.0.192.zen.example", TestDnsFault.SERVFAIL)
                .fault("6.2.0.192.zen.example", TestDnsFault.SILENCE)
                .fault("9.2.0.192.zen.example", TestDnsFault.GARBAGE);
        try (var server = server(ZEN + "<time-limit>1s</time-limit>")) {
            for (int i : new int[] {1, 2, 4, 5, 6, 9}) {
                assertThat(rcpt(server, "192.0.2." + i)).startsWith("250");
            }
            assertThat(server.findings("dnsbl", "temperror")).isEqualTo(6);
            assertThat(rcpt(server, "192.0.2.3")).startsWith("250");
            assertThat(server.findings("dnsbl", "clean")).isEqualTo(1);
            assertThat(server.decisions("dnsbl", "rcpt", "refuse")).isZero();
        }
    }

    @Test
    void listsThatAreSilentAreWaitedForTogether() {
        dns.fault("7.2.0.192.a.example", TestDnsFault.SILENCE)
                .fault("7.2.0.192.b.example", TestDnsFault.SILENCE);
        var silent =
                "<list><zone>a.example</zone></list><list><zone>b.example</zone></list>"
                        + "<time-limit>2s</time-limit>";
        try (var server = server(silent + ZEN)) {
            assertThat(rcpt(server, BAD)).startsWith("550");
            assertThat(server.count("staffetta_dnsbl_answers_total", "result=\"temperror\""))
                    .isEqualTo(2);
        }
    }

    @Test
    void privateAndExemptClientsAreNotAsked() {
        dns.add("1.0.0.10.zen.example", "A", "127.0.0.2");
        var settings = ZEN + "<exempt-network>192.0.2.0/29</exempt-network>";
        try (var server = server(settings)) {
            assertThat(rcpt(server, BAD)).startsWith("250");
            assertThat(rcpt(server, "10.0.0.1")).startsWith("250");
            assertThat(dns.queries()).isZero();
        }
    }

    @Test
    void domainsAreLookedUpToo() {
        dns.add("bad.example.dbl.example", "A", "127.0.1.2")
                .add("helo.example.dbl.example", "A", "127.0.1.2");
        var settings =
                """
                <list><zone>dbl.example</zone><of>sender</of></list>
                <list><zone>dbl.example</zone><of>helo</of><weight>2</weight></list>
                """;
        try (var server = server(settings);
                var talk = server.connect(GOOD)) {
            talk.greet("client.example");
            assertThat(talk.envelope("x@bad.example", BOB))
                    .isEqualTo("550 5.7.1 Sender domain bad.example is listed by dbl.example");
            talk.say("RSET");
            assertThat(talk.envelope("x@good.example", BOB)).startsWith("250");
            talk.say("RSET");
            assertThat(talk.envelope("", BOB)).startsWith("250");
            talk.say("EHLO helo.example");
            assertThat(talk.envelope("", BOB))
                    .isEqualTo("550 5.7.1 HELO name helo.example is listed by dbl.example");
        }
    }

    @Test
    void belowTheLimitMailIsHeldOrMarked() {
        var settings = ZEN + "<refuse-at>5</refuse-at><mark-at>1</mark-at>";
        try (var server = server(settings)) {
            assertThat(sent(server, BAD)).startsWith("250");
            assertThat(sent(server, GOOD)).startsWith("250");
            assertThat(server.server().deliveries())
                    .extracting(DnsblXmlTest::text)
                    .satisfiesExactly(
                            marked ->
                                    assertThat(marked)
                                            .contains(
                                                    "X-DNSBL: [192.0.2.7]: zen.example (127.0.0.4);"
                                                            + "\r\n score 1\r\n")
                                            .doesNotContain("forged"),
                            clean -> assertThat(clean).doesNotContain("X-DNSBL"));
        }
        try (var server =
                server(ZEN + "<refuse-at>0</refuse-at><quarantine-at>1</quarantine-at>")) {
            assertThat(sent(server, BAD)).startsWith("250");
            assertThat(sent(server, GOOD)).startsWith("250");
            assertThat(server.decisions("dnsbl", "message", "quarantine")).isEqualTo(1);
            assertThat(server.server().deliveries()).hasSize(1);
        }
    }

    @Test
    void theNameHidesAZoneWithAKey() {
        var list = "<list><zone>zen.example</zone><name>Zen</name></list>";
        try (var server = server(list + "<quote-reason>false</quote-reason>")) {
            assertThat(rcpt(server, BAD)).endsWith("is listed by Zen");
        }
    }

    @Test
    void mistakesAreToldAtTheStart() {
        assertThatThrownBy(() -> server("")).hasMessageContaining("list must be given");
        assertThatThrownBy(() -> server("<list><zone>a.example</zone><codes>128</codes></list>"))
                .hasMessageContaining("'128' is not a return code");
        assertThatThrownBy(() -> server("<list><weight>1</weight></list>"))
                .hasMessageContaining("zone must name");
    }
}
