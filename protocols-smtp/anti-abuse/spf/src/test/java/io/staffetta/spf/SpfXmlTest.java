package io.staffetta.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The hook as operators configure it, with a real DNS server on loopback. The client is whom the
/// PROXY header names.
class SpfXmlTest {

    private TestDns dns;

    @BeforeEach
    void publish() {
        dns =
                TestDns.start()
                        .add(
                                "a.example",
                                "TXT",
                                "\"v=spf1 ip4:192.0\" \".2.1 ip6:2001:db8::/32 -all"
                                        + " exp=why.a.example\"")
                        .add(
                                "why.a.example",
                                "TXT",
                                "\"%{c} may not, see http://a.example/?s=%{S}\"")
                        .add("soft.example", "TXT", "\"v=spf1 ~all\"")
                        .add("wrong.example", "TXT", "\"v=spf1 rubbish\"")
                        .add("helo.example", "TXT", "\"v=spf1 ip4:192.0.2.1 -all\"")
                        .add("xn--bcher-kva.example", "TXT", "\"v=spf1 ip4:192.0.2.1 -all\"")
                        .fault("broken.example", TestDnsFault.SERVFAIL);
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void whomTheDomainNamesPassesAndOthersDoNot() {
        try (var server = start("", "")) {
            play(server, mail("192.0.2.1", "other.example", "joe@a.example"));
            play(server, mail("2001:db8::9", "other.example", "joe@a.example"));
            assertThat(server.deliveries()).hasSize(2);
            play(
                    server,
                    proxy("192.0.2.9")
                            + """
                            S* 220
                            C: EHLO other.example
                            S* 250
                            C: MAIL FROM:<joe@a.example>
                            S: 550-5.7.23 SPF: 192.0.2.9 is not allowed to send mail for a.example
                            S: 550 5.7.23 The domain a.example explains: 192.0.2.9 may not, see http://a.example/?s=joe%40a.example
                            C: MAIL FROM:<joe@nothing.example>
                            S* 250
                            C: QUIT
                            S* 221
                            """);
            assertThat(server.deliveries()).hasSize(2);
        }
    }

    @Test
    void observedItRefusesNobody() {
        try (var server = start("mode=\"observe\"", "")) {
            play(server, mail("192.0.2.9", "helo.example", "joe@a.example"));
            assertThat(server.deliveries()).hasSize(1);
            assertThat(server.server().metrics())
                    .contains("check=\"spf\",hook=\"spf\",result=\"fail\"} 2")
                    .contains("decision=\"refuse\",hook=\"spf\",phase=\"mail\"} 1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, helo.example, '', 250",
        "192.0.2.9, helo.example, '', 550 5.7.23",
        "192.0.2.9, helo.example, joe@soft.example, 550 5.7.23",
        "192.0.2.9, [192.0.2.9], '', 250",
        "192.0.2.9, nothing.example, joe@soft.example, 250",
        "192.0.2.9, nothing.example, joe@wrong.example, 250",
        "192.0.2.9, nothing.example, joe@broken.example, 250",
        "192.0.2.9, nothing.example, joe@[192.0.2.9], 250",
        "192.0.2.9, broken.example, joe@nothing.example, 250",
        "127.0.0.1, helo.example, joe@a.example, 250"
    })
    void byDefault(String client, String helo, String sender, String code) {
        try (var server = start("", "")) {
            play(server, refused(client, helo, sender, code));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<fail>next</fail>, joe@a.example, 250",
        "<fail>tempfail</fail>, joe@a.example, 451 4.7.23",
        "<softfail>refuse</softfail>, joe@soft.example, 550 5.7.23",
        "<permerror>refuse</permerror>, joe@wrong.example, 550 5.7.24",
        "<temperror>tempfail</temperror>, joe@broken.example, 451 4.7.24",
        "<exempt-network>192.0.2.0/24</exempt-network>, joe@a.example, 250"
    })
    void asSet(String settings, String sender, String reply) {
        try (var server = start("", "<explain>false</explain>" + settings)) {
            play(server, refused("192.0.2.9", "nothing.example", sender, reply));
        }
    }

    @Test
    void heloMayBeAnything() {
        try (var server = start("", "<helo-fail>next</helo-fail>")) {
            play(server, mail("192.0.2.9", "helo.example", "joe@nothing.example"));
            // The sender is not the host name alone: this one is judged by `fail`.
            play(server, refused("192.0.2.9", "helo.example", "", "550 5.7.23"));
        }
    }

    @Test
    void senderDomainsBeyondAscii() {
        try (var server = start("", "")) {
            play(
                    server,
                    refused("192.0.2.1", "nothing.example", "joe@xn--bcher-kva.example", "250"));
            play(
                    server,
                    refused(
                            "192.0.2.9",
                            "nothing.example",
                            "joe@xn--bcher-kva.example",
                            "550 5.7.23"));
            play(server, utf8("192.0.2.1", "b\u00fccher@b\u00fccher.example", "250"));
            play(server, utf8("192.0.2.9", "b\u00fccher@b\u00fccher.example", "550"));
        }
    }

    @Test
    void messagesCanBeHeld() {
        try (var server = start("", "<fail>quarantine</fail>")) {
            play(server, mail("192.0.2.9", "other.example", "joe@a.example"));
            assertThat(server.deliveries()).isEmpty();
            play(server, mail("192.0.2.1", "other.example", "joe@a.example"));
            assertThat(server.deliveries()).hasSize(1);
        }
    }

    @Test
    void theFieldOfOld() throws Exception {
        try (var server = start("", "<received-spf>true</received-spf>")) {
            play(server, mail("192.0.2.1", "helo.example", "\"a b\"@a.example"));
            var content =
                    new String(
                            server.deliveries().getFirst().content().open().readAllBytes(),
                            StandardCharsets.UTF_8);
            assertThat(content)
                    .contains(
                            """
                            Received-SPF: pass (a.example: ip4:192.0.2.1 matches)
                            \tclient-ip=192.0.2.1;
                            \tenvelope-from="\\"a b\\"@a.example";
                            \thelo=helo.example;
                            \tidentity=mailfrom;
                            \treceiver=mx.test.example
                            Received-SPF: pass (helo.example: ip4:192.0.2.1 matches)
                            """
                                    .replace("\n", "\r\n"));
        }
    }

    @Test
    void help() {
        try (var server = start("", "<help>See https://mx.test.example/spf</help>")) {
            play(
                    server,
                    proxy("192.0.2.9")
                            + """
                            S* 220
                            C: EHLO other.example
                            S* 250
                            C: MAIL FROM:<joe@helo.example>
                            S: 550-5.7.23 SPF: 192.0.2.9 is not allowed to send mail for helo.example
                            S: 550 5.7.23 See https://mx.test.example/spf
                            """);
        }
    }

    @Test
    void nothingIsAskedBeyondTheServerOfTheConfiguration() {
        try (var server = start("", "")) {
            play(server, refused("192.0.2.9", "nothing.example", "joe@nowhere.example", "250"));
            assertThat(dns.queries("nowhere.example", "TXT")).isEqualTo(1);
            assertThat(dns.queries("nowhere.example", "SPF")).isZero();
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() -> start("", "<fail>bounce</fail>")).hasMessageContaining("fail");
        assertThatThrownBy(() -> start("", "<timeout>2m</timeout>"))
                .hasMessageContaining("timeout must lie between 100ms and 60s");
        assertThatThrownBy(() -> start("", "<max-lookups>1000</max-lookups>"))
                .hasMessageContaining("max-lookups must lie between 1 and 100");
        assertThatThrownBy(() -> start("", "<helo-fail>quarantine</helo-fail>"))
                .hasMessageContaining("helo-fail cannot be quarantine");
    }

    private TestServer start(String attributes, String settings) {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<auth>",
                        """
                        <listeners>
                          <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" chain="in">
                            <proxy-from><network>127.0.0.1</network></proxy-from>
                          </listener>
                        </listeners>
                        <dns><server>%s</server></dns>
                        <chain name="in"><hook use="spf" %s>%s</hook></chain>
                        <auth>\
                        """
                                .formatted(dns.server(), attributes, settings));
        var server =
                TestServer.start(
                        config,
                        PluginSource.of(new SmtpPlugin(), new SpfPlugin()),
                        options -> options);
        server.addAccount("ann@example.org", "secret");
        return server;
    }

    private static String proxy(String client) {
        return client.indexOf(':') < 0
                ? "C: PROXY TCP4 %s 203.0.113.1 4711 25\n".formatted(client)
                : "C: PROXY TCP6 %s 2001:db8:ffff::1 4711 25\n".formatted(client);
    }

    private static String refused(String client, String helo, String sender, String reply) {
        return proxy(client)
                + "S* 220\nC: EHLO %s\nS* 250\nC: MAIL FROM:<%s>\nS: %s {*}\nC: QUIT\nS* 221\n"
                        .formatted(helo, sender, reply);
    }

    private static String utf8(String client, String sender, String reply) {
        return proxy(client)
                + "S* 220\nC: EHLO nothing.example\nS* 250\nC: MAIL FROM:<%s> SMTPUTF8\nS* %s\n"
                        .formatted(sender, reply);
    }

    private static String mail(String client, String helo, String sender) {
        return proxy(client)
                + """
                S* 220
                C: EHLO %s
                S* 250
                C: MAIL FROM:<%s>
                S* 250
                C: RCPT TO:<ann@example.org>
                S* 250
                C: DATA
                S* 354
                C: Subject: hi
                C- \\r\\n
                C: .
                S* 250
                C: QUIT
                S* 221
                """
                        .formatted(helo, sender);
    }

    private static void play(TestServer server, String dialogue) {
        try {
            Transcript.parse("dialogue", dialogue)
                    .play(TranscriptSocket.connect(server.address("mx").getPort()), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
