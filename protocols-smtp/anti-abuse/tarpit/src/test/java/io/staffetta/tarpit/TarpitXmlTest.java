package io.staffetta.tarpit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;
import io.staffetta.testkit.Await;
import io.staffetta.testkit.FilteredServer;
import io.staffetta.testkit.SmtpTalk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

@Timeout(120)
class TarpitXmlTest {

    private static final String CLIENT = "192.0.2.7";
    private static final String FAST = "<unknown-recipient>100ms</unknown-recipient>";

    /// Finds something bad about everybody.
    static final class Accuser implements Hook.OnConnect {
        @Override
        public Decision onConnect(Session session) {
            session.report(Finding.of("dnsbl", "listed", "by the test"));
            return Decision.NEXT;
        }
    }

    private static FilteredServer server(String attributes, String settings) {
        MailPlugin accuser =
                registrar -> registrar.hook("accuser", Accuser.class, NoSettings.class);
        return FilteredServer.start(
                "<hook use='accuser'/><hook use='tarpit' %s>%s</hook>"
                        .formatted(attributes, settings),
                "",
                new SmtpPlugin(),
                new TarpitPlugin(),
                accuser);
    }

    private static long delays(FilteredServer server) {
        return server.server()
                .server()
                .metrics()
                .lines()
                .filter(line -> line.startsWith("staffetta_tarpit_delay_seconds_count"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static Duration misbehave(SmtpTalk talk) {
        talk.greet("client.example");
        talk.say("MAIL FROM:<ann@example.com>");
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(talk.say("RCPT TO:<nobody@example.org>")).startsWith("550");
        }
        assertThat(talk.say("RCPT TO:<bob@example.org>")).startsWith("250");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void whoMisbehavesIsSlowedDownMoreAndMore() {
        try (var server = server("", FAST);
                var talk = server.connect(CLIENT)) {
            assertThat(misbehave(talk)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
            assertThat(delays(server)).isEqualTo(3);
            assertThat(server.findings("tarpit", "slowed")).isEqualTo(1);
        }
    }

    @Test
    void whoBehavesIsNot() {
        try (var server = server("", "");
                var talk = server.connect(CLIENT)) {
            assertThat(talk.greet("client.example").envelope("a@b.example", "bob@example.org"))
                    .startsWith("250");
            assertThat(talk.message("From: a@b.example\n\nHello")).startsWith("250");
            assertThat(delays(server)).isZero();
        }
    }

    @Test
    void observedNobodyIsSlowedDown() {
        try (var server =
                        server(
                                "mode='observe'",
                                "<unknown-recipient>60s</unknown-recipient>"
                                        + "<max-delay>60s</max-delay>");
                var talk = server.connect(CLIENT)) {
            misbehave(talk);
            assertThat(server.findings("tarpit", "slowed")).isEqualTo(1);
        }
    }

    @Test
    void findingsCostTimeToo() {
        var settings =
                "<finding><check>dnsbl</check><result>listed</result><delay>10ms</delay></finding>"
                        + "<phase>connect</phase><phase>helo</phase><phase>mail</phase>";
        try (var server = server("", settings);
                var talk = server.connect(CLIENT)) {
            talk.greet("client.example");
            assertThat(talk.envelope("a@b.example", "bob@example.org")).startsWith("250");
            assertThat(delays(server)).isEqualTo(3);
        }
    }

    @Test
    void aSessionIsNotSlowedDownForEver() {
        try (var server =
                        server(
                                "",
                                FAST + "<max-delay>10ms</max-delay><max-total>25ms</max-total>");
                var talk = server.connect(CLIENT)) {
            misbehave(talk);
            for (int i = 0; i < 5; i++) {
                talk.say("RCPT TO:<bob@example.org>");
            }
            assertThat(delays(server)).isEqualTo(3);
        }
    }

    @Test
    void usersAndExemptNetworksAreNotSlowedDown() {
        var hour = "<unknown-recipient>1h</unknown-recipient><max-delay>2m</max-delay>";
        try (var server = server("", hour);
                var talk = server.connect(CLIENT)) {
            talk.greet("client.example").login("bob@example.org");
            talk.say("MAIL FROM:<bob@example.org>");
            for (int i = 0; i < 3; i++) {
                assertThat(talk.say("RCPT TO:<nobody@example.org>")).startsWith("550");
            }
        }
        try (var server = server("", hour + "<exempt-network>192.0.2.0/24</exempt-network>");
                var talk = server.connect(CLIENT)) {
            misbehave(talk);
            assertThat(delays(server)).isZero();
        }
    }

    @Test
    void onlySoManySessionsAreSlowedDownAtOnce() {
        var settings =
                "<max-concurrent>1</max-concurrent><max-delay>2m</max-delay>"
                        + "<finding><check>dnsbl</check><result>listed</result>"
                        + "<delay>2m</delay></finding>";
        try (var server = server("", settings);
                var slow = server.connect(CLIENT)) {
            slow.reply();
            slow.send("EHLO slow.example");
            Await.until(() -> places(server) > 0);
            try (var fast = server.connect("192.0.2.8")) {
                fast.greet("fast.example");
            }
            // The server stops, and the other one need not sit it out.
            new Thread(server::close).start();
            assertThat(slow.reply()).startsWith("250");
        }
    }

    private static long places(FilteredServer server) {
        return server.server()
                .server()
                .metrics()
                .lines()
                .filter(line -> line.startsWith("staffetta_tarpit_sessions "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void mistakesAreToldAtTheStart() {
        assertThatThrownBy(() -> server("", "<max-delay>3m</max-delay>"))
                .hasMessageContaining("max-delay must be");
        assertThatThrownBy(() -> server("", "<finding><check>dnsbl</check></finding>"))
                .hasMessageContaining("finding must have a check and a result");
    }
}
