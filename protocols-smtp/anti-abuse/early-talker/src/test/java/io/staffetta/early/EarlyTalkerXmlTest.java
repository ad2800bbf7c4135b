package io.staffetta.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.Await;
import io.staffetta.testkit.FilteredServer;
import io.staffetta.testkit.SmtpTalk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EarlyTalkerXmlTest {

    private static final String CLIENT = "192.0.2.7";

    /// Long enough for any client of a test to talk too early.
    private static final String LONG = "<greet-wait>30s</greet-wait>";

    private static FilteredServer server(String attributes, String settings) {
        return FilteredServer.start(
                "<hook use='early-talker' " + attributes + ">" + settings + "</hook>",
                "",
                new SmtpPlugin(),
                new EarlyTalkerPlugin());
    }

    private static SmtpTalk hasty(FilteredServer server) {
        var talk = server.connect(CLIENT);
        talk.send("EHLO hasty.example");
        return talk;
    }

    @Test
    void whoTalksTooEarlyIsRefused() {
        try (var server = server("", LONG);
                var talk = hasty(server)) {
            assertThat(talk.reply()).startsWith("554 5.5.1 You talk before");
            assertThat(talk.reply()).startsWith("554 5.5.1 You talk before");
            assertThat(server.findings("early-talker", "talked")).isEqualTo(1);
            assertThat(server.decisions("early-talker", "connect", "refuse")).isEqualTo(1);
        }
    }

    @Test
    void orCutOff() {
        try (var server = server("", LONG + "<action>disconnect</action>");
                var talk = hasty(server)) {
            assertThat(talk.reply()).startsWith("554 5.5.1 You talk before");
            assertThat(talk.reply()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"mode='observe', ''", "'', <action>next</action>"})
    void orOnlySeen(String attributes, String action) {
        try (var server = server(attributes, LONG + action);
                var talk = hasty(server)) {
            assertThat(talk.reply()).startsWith("220");
            assertThat(talk.reply()).startsWith("250");
            assertThat(talk.envelope("a@b.example", "bob@example.org")).startsWith("250");
            assertThat(server.findings("early-talker", "talked")).isEqualTo(1);
        }
    }

    @Test
    void whoWaitsIsServedAndNotKeptWaitingAgain() {
        try (var server = server("", "<greet-wait>50ms</greet-wait>")) {
            for (int i = 0; i < 2; i++) {
                try (var talk = server.connect(CLIENT)) {
                    assertThat(
                                    talk.greet("calm.example")
                                            .envelope("a@b.example", "bob@example.org"))
                            .startsWith("250");
                }
            }
            assertThat(server.findings("early-talker", "waited")).isEqualTo(1);
            assertThat(server.findings("early-talker", "known")).isEqualTo(1);
        }
    }

    @Test
    void whoLeavesBeforeTheBannerHasNotWaited() {
        try (var server = server("", LONG)) {
            server.connect(CLIENT).close();
            Await.until(() -> server.findings("early-talker", "left") > 0);
            try (var talk = hasty(server)) {
                assertThat(talk.reply()).startsWith("554 5.5.1 You talk before");
            }
        }
    }

    @Test
    void withoutMemoryEverybodyWaitsEachTime() {
        try (var server = server("", "<greet-wait>50ms</greet-wait><remember>0s</remember>")) {
            for (int i = 0; i < 2; i++) {
                try (var talk = server.connect(CLIENT)) {
                    talk.greet("calm.example");
                }
            }
            assertThat(server.findings("early-talker", "waited")).isEqualTo(2);
        }
    }

    @Test
    void exemptClientsNeedNotWait() {
        try (var server =
                        server(
                                "",
                                "<greet-wait>60s</greet-wait><exempt-network>192.0.2.0/24</exempt-network>");
                var talk = server.connect(CLIENT)) {
            assertThat(talk.reply()).startsWith("220");
            assertThat(server.findings("early-talker", "waited")).isZero();
        }
    }

    @Test
    void aStopOfTheServerDoesNotWaitForAClientThatIsSilent() {
        try (var server = server("", "<greet-wait>60s</greet-wait>");
                var talk = server.connect(CLIENT)) {
            Await.until(() -> server.count("staffetta_net_connections_active") > 0);
            new Thread(server::close).start();
            assertThat(talk.reply()).startsWith("421");
        }
    }

    @Test
    void mistakesAreToldAtTheStart() {
        assertThatThrownBy(() -> server("", "<greet-wait>61s</greet-wait>"))
                .hasMessageContaining("greet-wait must be more than 0s and at most 1m");
    }
}
