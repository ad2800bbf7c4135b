package io.staffetta.milter;

import static io.staffetta.milter.ScriptedFilter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every answer at every stage, and in `mode="observe"`.
class AnswersTest {

    private static final String STAGES = "CHMRTLNBE";

    private ScriptedFilter filter;

    @BeforeEach
    void open() throws Exception {
        filter = new ScriptedFilter();
    }

    @AfterEach
    void close() throws Exception {
        filter.close();
    }

    /// The last reply of a whole transaction; the banner if that refuses.
    private static String outcome(MailServer server) throws Exception {
        try (var client = server.client()) {
            return client.banner().startsWith("220")
                    ? client.mail(SmtpClient.MESSAGE)
                    : client.banner();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void continues(String stage) throws Exception {
        filter.answers(stage.charAt(0), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).hasSize(1);
            assertThat(server.metric("hook_findings", "milter", "continue")).endsWith(" 1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void accepts(String stage) throws Exception {
        filter.answers(stage.charAt(0), packet('a'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).hasSize(1);
            assertThat(server.metric("hook_findings", "milter", "accept")).endsWith(" 1.0");
        }
        // Nothing more is shown to the filter.
        var after = STAGES.substring(STAGES.indexOf(stage) + 1);
        assertThat(filter.heard()).noneMatch(it -> after.indexOf(it.charAt(0)) >= 0);
    }

    @ParameterizedTest
    @CsvSource({
        "C, 554 5.7.1 Command rejected",
        "H, 550 5.7.1 Command rejected",
        "M, 550 5.7.1 Command rejected",
        "R, 550 5.7.1 Command rejected",
        "T, 550 5.7.1 Command rejected",
        "L, 550 5.7.1 Command rejected",
        "N, 550 5.7.1 Command rejected",
        "B, 550 5.7.1 Command rejected",
        "E, 550 5.7.1 Command rejected"
    })
    void rejects(String stage, String reply) throws Exception {
        filter.answers(stage.charAt(0), packet('r'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).isEqualTo(reply);
            assertThat(server.delivered()).isEmpty();
            assertThat(server.metric("hook_findings", "milter", "reject")).endsWith(" 1.0");
        }
        try (var server = MailServer.with(MailServer.hook("observe", filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).hasSize(1);
            assertThat(server.metric("hook_findings", "milter", "reject")).isNotEmpty();
            assertThat(server.metric("hook_decisions", "milter", "refuse")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C, 421", "H, 451", "M, 451", "R, 451", "T, 451", "L, 451", "N, 451", "B, 451", "E, 451"
    })
    void failsForNow(String stage, String code) throws Exception {
        filter.answers(stage.charAt(0), packet('t'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server))
                    .isEqualTo(code + " 4.7.1 Service unavailable - try again later");
            assertThat(server.delivered()).isEmpty();
            assertThat(server.metric("hook_findings", "milter", "tempfail")).endsWith(" 1.0");
        }
        try (var server = MailServer.with(MailServer.hook("observe", filter))) {
            assertThat(outcome(server)).startsWith("250");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"M", "R", "T", "L", "N", "B", "E"})
    void discards(String stage) throws Exception {
        filter.answers(stage.charAt(0), packet('d'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).isEmpty();
            assertThat(server.metric("hook_findings", "milter", "discard")).endsWith(" 1.0");
        }
        try (var server = MailServer.with(MailServer.hook("observe", filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H"})
    void aConnectionCannotBeDiscarded(String stage) throws Exception {
        filter.answers(stage.charAt(0), packet('d'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void repliesInItsOwnWords(String stage) throws Exception {
        filter.answers(
                stage.charAt(0), packet('y', "553-5.1.8 100%% no\r\n553 5.1.8 see %example|"));
        var code = stage.equals("C") ? "554" : "553";
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server))
                    .isEqualTo(code + "-5.1.8 100% no/" + code + " 5.1.8 see example");
            assertThat(server.delivered()).isEmpty();
        }
        try (var server = MailServer.with(MailServer.hook("observe", filter))) {
            assertThat(outcome(server)).startsWith("250");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "C, 4", "H, 4", "M, 4", "R, 4", "T, 4", "L, 4", "N, 4", "B, 4", "E, 4", //
        "C, f", "H, f", "M, f", "R, f", "T, f", "L, f", "N, f", "B, f", "E, f"
    })
    void closes(String stage, char answer) throws Exception {
        filter.answers(stage.charAt(0), packet(answer));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            try (var client = server.client()) {
                var reply =
                        client.banner().startsWith("220")
                                ? client.mail(SmtpClient.MESSAGE)
                                : client.banner();
                assertThat(reply).startsWith("421 4.7.0");
                assertThat(client.say("NOOP")).isEmpty();
            }
            assertThat(server.delivered()).isEmpty();
        }
        try (var server = MailServer.with(MailServer.hook("observe", filter))) {
            assertThat(outcome(server)).startsWith("250");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void a421Closes(String stage) throws Exception {
        filter.answers(stage.charAt(0), packet('y', "421 4.3.2 not now|"));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            var reply =
                    client.banner().startsWith("220")
                            ? client.mail(SmtpClient.MESSAGE)
                            : client.banner();
            assertThat(reply).isEqualTo("421 4.3.2 not now");
            assertThat(client.say("NOOP")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "H", "M", "R", "T", "L", "N", "B", "E"})
    void mayTakeItsTime(String stage) throws Exception {
        filter.answers(stage.charAt(0), packet('p'), packet('p'), packet('p'), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
        }
    }

    @Test
    void whatItRefusedOfTheConnectionStaysRefused() throws Exception {
        filter.answers('H', packet('r'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.say("EHLO one")).startsWith("550");
            assertThat(client.say("EHLO two")).startsWith("550");
            assertThat(client.say("MAIL FROM:<a@b.example>")).startsWith("503");
        }
        assertThat(filter.heard()).contains("H one|", "Q").doesNotContain("H two|");
    }

    @Test
    void aRefusedRecipientLeavesTheOthers() throws Exception {
        filter.answers('R', packet('r'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            client.say("EHLO client.example");
            client.say("MAIL FROM:<a@b.example>");
            assertThat(client.say("RCPT TO:<other@example.org>")).startsWith("550 5.7.1");
            filter.answers('R', packet('c'));
            assertThat(client.say("RCPT TO:<user@example.org>")).startsWith("250");
            assertThat(client.message(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(server.server().deliveries()).hasSize(1);
        }
        assertThat(filter.heard().stream().filter("A"::equals)).hasSize(1);
    }

    @Test
    void eachMessageIsAskedAboutAnew() throws Exception {
        filter.answers('M', packet('a'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            filter.answers('M', packet('c')).answers('B', packet('r'));
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("550");
            filter.answers('B', packet('c'));
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(server.delivered()).hasSize(2);
        }
    }

    @Test
    void refusesCommandsNobodyKnows() throws Exception {
        filter.answers('U', packet('y', "550 5.5.2 no|"));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.say("XYZZY")).isEqualTo("550 5.5.2 no");
            filter.answers('U', packet('4'));
            assertThat(client.say("XYZZY")).startsWith("421");
            assertThat(client.say("NOOP")).isEmpty();
        }
    }

    @Test
    void heldMailWaitsInTheQueue() throws Exception {
        filter.answers('E', packet('q', "looks odd|"), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter))) {
            assertThat(outcome(server)).startsWith("250");
            assertThat(server.delivered()).isEmpty();
            assertThat(server.held())
                    .singleElement()
                    .satisfies(it -> assertThat(it.hold()).contains("looks odd"));
            assertThat(server.metric("hook_findings", "milter", "quarantine")).endsWith(" 1.0");
        }
    }

    @Test
    void clientsAndUsersThatAreSkippedAreNotShown() throws Exception {
        filter.answers('C', packet('r'));
        var skip = "<exempt-networks>127.0.0.0/8</exempt-networks>";
        try (var server = MailServer.with(MailServer.hook(filter, skip))) {
            assertThat(outcome(server)).startsWith("250");
        }
        assertThat(filter.heard()).isEmpty();
        var others = "<exempt-networks>192.0.2.0/24</exempt-networks>";
        try (var server = MailServer.with(MailServer.hook(filter, others))) {
            assertThat(outcome(server)).startsWith("554");
        }
    }

    @ParameterizedTest
    @CsvSource({"accept, 250", "reject, 552 5.3.4", "tempfail, 452 4.3.4", "quarantine, 250"})
    void whatIsTooLargeIsNotShown(String setting, String reply) throws Exception {
        var settings =
                "<max-message-size>100</max-message-size><too-large>" + setting + "</too-large>";
        try (var server = MailServer.with(MailServer.hook(filter, settings))) {
            assertThat(outcome(server)).startsWith(reply);
            assertThat(server.delivered()).hasSize(setting.equals("accept") ? 1 : 0);
            assertThat(server.held()).hasSize(setting.equals("quarantine") ? 1 : 0);
        }
        assertThat(filter.heard()).noneMatch(it -> it.startsWith("L "));
    }
}
