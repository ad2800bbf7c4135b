package io.staffetta.helo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.FilteredServer;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HeloXmlTest {

    private static final String CLIENT = "192.0.2.7";
    private static final String ANN = "ann@example.com";
    private static final String BOB = "bob@example.org";

    private final TestDns dns =
            TestDns.start()
                    .add("mx.example.com", "A", CLIENT)
                    .add("six.example.com", "AAAA", "2001:db8::7")
                    .add("elsewhere.example.com", "A", "192.0.2.99")
                    .add("mailonly.example.com", "MX", "10 mx.example.com.")
                    .fault("broken.example.com", TestDnsFault.SERVFAIL);

    @AfterEach
    void close() {
        dns.close();
    }

    private FilteredServer server(String attributes, String settings) {
        return FilteredServer.start(
                "<hook use='helo' " + attributes + ">" + settings + "</hook>",
                FilteredServer.asking(dns),
                new SmtpPlugin(),
                new HeloPlugin());
    }

    private static String rcpt(FilteredServer server, String client, String name) {
        try (var talk = server.connect(client)) {
            return talk.greet(name).envelope(ANN, BOB);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.com",
                "MX.EXAMPLE.COM",
                "[192.0.2.7]",
                "elsewhere.example.com",
                "nowhere.example.com",
                "mailonly.example.com",
                "broken.example.com"
            })
    void byDefaultSoundNamesPass(String name) {
        try (var server = server("", "")) {
            assertThat(rcpt(server, CLIENT, name)).startsWith("250");
            assertThat(server.decisions("helo", "rcpt", "refuse")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 550 5.5.2, is an address",
        "x..example, 550 5.5.2, is neither",
        "user-pc, 550 5.5.2, is not a fully qualified domain",
        "localhost.localdomain, 550 5.5.2, is not a fully qualified domain",
        "[192.0.2.8], 550 5.7.1, is not your address",
        "[10.9.8.7], 550 5.7.1, is our name",
        "example.org, 550 5.7.1, is our name",
        "MX.example.org, 550 5.7.1, is our name",
    })
    void byDefaultImpossibleNamesAreRefused(String name, String code, String why) {
        try (var server = server("", "")) {
            assertThat(rcpt(server, CLIENT, name))
                    .startsWith(code + " EHLO: " + name + " ")
                    .contains(why);
        }
        try (var server = server("mode='observe'", "")) {
            assertThat(rcpt(server, CLIENT, name)).startsWith("250");
            assertThat(server.decisions("helo", "rcpt", "refuse")).isEqualTo(1);
        }
    }

    @Test
    void namesAreComparedWithTheDnsIfWanted() {
        var settings = "<unknown>refuse</unknown><mismatch>tempfail</mismatch>";
        try (var server = server("", settings)) {
            assertThat(rcpt(server, CLIENT, "nowhere.example.com"))
                    .isEqualTo("550 5.7.1 EHLO: nowhere.example.com does not exist");
            assertThat(rcpt(server, CLIENT, "elsewhere.example.com")).startsWith("450 4.7.1");
            assertThat(rcpt(server, CLIENT, "six.example.com")).startsWith("450 4.7.1");
            assertThat(rcpt(server, CLIENT, "mailonly.example.com")).startsWith("450 4.7.1");
            assertThat(rcpt(server, CLIENT, "broken.example.com")).startsWith("250");
            assertThat(rcpt(server, CLIENT, "mx.example.com")).startsWith("250");
            assertThat(rcpt(server, "2001:db8::7", "six.example.com")).startsWith("250");
            assertThat(server.findings("helo", "ok")).isEqualTo(2);
            assertThat(server.findings("helo", "unknown")).isEqualTo(1);
            assertThat(server.findings("helo", "mismatch")).isEqualTo(3);
            assertThat(server.findings("helo", "temperror")).isEqualTo(1);
        }
    }

    @Test
    void withoutLookupsTheDnsIsNotAsked() {
        try (var server = server("", "<look-up>false</look-up><unknown>refuse</unknown>")) {
            assertThat(rcpt(server, CLIENT, "nowhere.example.com")).startsWith("250");
            assertThat(dns.queries()).isZero();
        }
    }

    @Test
    void inPhaseHeloTheGreetingIsRefused() {
        try (var server = server("", "<phase>helo</phase>");
                var talk = server.connect(CLIENT)) {
            talk.reply();
            assertThat(talk.say("HELO user-pc"))
                    .isEqualTo("550 5.5.2 HELO: user-pc is not a fully qualified domain");
            assertThat(talk.say("HELO mx.example.com")).startsWith("250");
            assertThat(talk.envelope(ANN, BOB)).startsWith("250");
        }
    }

    @Test
    void aNameThatChangesIsSeen() {
        try (var server = server("", "<changed>refuse</changed>");
                var talk = server.connect(CLIENT)) {
            talk.greet("mx.example.com");
            assertThat(talk.envelope(ANN, BOB)).startsWith("250");
            talk.say("EHLO MX.example.com");
            assertThat(talk.envelope(ANN, BOB)).startsWith("250");
            talk.say("EHLO six.example.com");
            assertThat(talk.envelope(ANN, BOB)).contains("is not what you said before");
        }
    }

    @Test
    void usersPostmastersAndExemptNetworksAreReached() {
        try (var server = server("", "");
                var talk = server.connect(CLIENT)) {
            talk.greet("user-pc");
            assertThat(talk.envelope(ANN, "postmaster@example.org")).startsWith("250");
            assertThat(talk.say("RCPT TO:<" + BOB + ">")).startsWith("550");
            talk.say("RSET");
            talk.login(BOB);
            assertThat(talk.envelope(BOB, BOB)).startsWith("250");
        }
        try (var server = server("", "<exempt-network>192.0.2.0/24</exempt-network>")) {
            assertThat(rcpt(server, CLIENT, "example.org")).startsWith("250");
            assertThat(rcpt(server, "198.51.100.1", "example.org")).startsWith("550");
        }
    }

    @Test
    void mistakesAreToldAtTheStart() {
        assertThatThrownBy(() -> server("", "<syntax>reject</syntax>"))
                .hasMessageContaining("reject");
        assertThatThrownBy(() -> server("", "<time-limit>2m</time-limit>"))
                .hasMessageContaining("time-limit must be");
    }
}
