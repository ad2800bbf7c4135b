package io.staffetta.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class FailingServerTest {

    private static final String ANN = "ann@example.org";
    private static final String UNAVAILABLE = "451 4.3.5 Server configuration problem";

    @ParameterizedTest
    @ValueSource(
            strings = {
                PolicyServer.DEATH,
                "\n\n",
                "action\n\n",
                "action=\n\n",
                "reply=OK\n\n",
                "action=OK\nmore=1\n\n",
                "action=OK\n\naction=OK\n\n",
                "action=DUNNO \u00e9\n\n",
                "action=OK\0\n\n",
                "action=SURPRISE me\n\n",
                "action=PREPEND no field\n\n",
                "action=PREPEND Bad Name: x\n\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n\n\n"
            })
    void garbageIsTheDefaultAction(String answer) throws Exception {
        try (var policy = PolicyServer.raw(_ -> answer);
                var mta = PolicyHookTest.mta(policy, "<tries>3</tries>")) {
            assertThat(mta.rcpt(ANN)).startsWith(UNAVAILABLE);
            assertThat(policy.requests).hasSize(3);
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        try (var policy = PolicyServer.raw(_ -> "action=550 " + "x".repeat(100_000));
                var mta = PolicyHookTest.mta(policy, "<max-reply>1000</max-reply>")) {
            assertThat(mta.rcpt(ANN)).startsWith(UNAVAILABLE);
        }
    }

    @Test
    void silenceEndsWithTheTimeout() throws Exception {
        try (var policy = PolicyServer.raw(_ -> PolicyServer.SILENCE);
                var mta = PolicyHookTest.mta(policy, "<timeout>200ms</timeout>")) {
            assertThat(mta.rcpt(ANN)).startsWith(UNAVAILABLE);
            assertThat(policy.requests).hasSize(2);
            assertThat(mta.server.server().metrics()).contains("result=\"temperror\"");
        }
    }

    /// Of two answers the second, if it comes late, would be that to the next question.
    @Test
    void aSecondAnswerIsNotThatToTheNextQuestion() throws Exception {
        try (var policy =
                        PolicyServer.raw(request ->
                                "action=%s\n\n"
                                        .formatted(
                                                PolicyServer.value(request, "recipient").equals(ANN)
                                                        ? "DUNNO"
                                                        : "REJECT not you"));
                var mta = PolicyHookTest.mta(policy, "")) {
            assertThat(mta.rcpt(ANN)).startsWith("250 ");
            policy.say("action=DUNNO\n\n");
            assertThat(mta.rcpt("bob@example.org")).startsWith("554 ");
        }
    }

    @Test
    void theOperatorSaysWhatFollows() throws Exception {
        try (var policy = PolicyServer.raw(_ -> PolicyServer.DEATH);
                var mta = PolicyHookTest.mta(policy, "<default-action>DUNNO</default-action>")) {
            assertThat(mta.rcpt(ANN)).startsWith("250 ");
        }
    }

    @Test
    void nobodyListens() throws Exception {
        var policy = PolicyServer.acting(_ -> "DUNNO");
        try (var mta = PolicyHookTest.mta(policy, "")) {
            policy.close();
            assertThat(mta.rcpt(ANN)).startsWith(UNAVAILABLE);
        }
    }

    @Test
    void aKeptConnectionThatDiedIsNoFailure() throws Exception {
        try (var policy = PolicyServer.acting(_ -> "DUNNO");
                var mta = PolicyHookTest.mta(policy, "<tries>1</tries>")) {
            assertThat(mta.rcpt(ANN)).startsWith("250 ");
            policy.hangUp();
            assertThat(mta.rcpt(ANN)).startsWith("250 ");
            assertThat(policy.connections).hasValue(2);
        }
    }

    @Test
    void connectionsEndAsConfigured() throws Exception {
        var once = "<requests-per-connection>1</requests-per-connection>";
        try (var policy = PolicyServer.acting(_ -> "DUNNO");
                var mta = PolicyHookTest.mta(policy, once)) {
            mta.rcpt(ANN);
            mta.rcpt(ANN);
            assertThat(policy.connections).hasValue(2);
        }
    }

    @Test
    void tooManyNotesAreAFailure() throws Exception {
        try (var policy = PolicyServer.acting(_ -> "PREPEND X: 1");
                var mta = PolicyHookTest.mta(policy, "<max-notes>1</max-notes>");
                var client = mta.client()) {
            client.say("EHLO c.example", "MAIL FROM:<>");
            assertThat(client.say("RCPT TO:<ann@example.org>")).startsWith("250 ");
            assertThat(client.say("RCPT TO:<carl@example.org>")).startsWith("451 4.3.0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<endpoint>inet:host</endpoint>",
                "<endpoint>tcp:1.2.3.4:5</endpoint>",
                "<endpoint>inet:host:99999</endpoint>",
                "<endpoint>unix:</endpoint>",
                "<endpoint>inet:h:1</endpoint><default-action>WHAT</default-action>",
                "<endpoint>inet:h:1</endpoint><tries>0</tries>",
                ""
            })
    void badSettingsAreTold(String settings) {
        var config = Mta.config("<hook use='policy'>" + settings + "</hook>");
        assertThatThrownBy(() ->
                        TestServer.tryStart(
                                config,
                                PluginSource.of(new SmtpPlugin(), new PolicyPlugin()),
                                options -> options))
                .hasMessageMatching("(?s).*(endpoint|default-action|tries) .*");
    }

    @Test
    void onlyProtocolExceptionsComeOfRandomAnswers() {
        var random = new Random(7);
        var words =
                new String[] {
                    "action=",
                    "OK",
                    "4",
                    "50",
                    "REJECT",
                    " ",
                    "PREPEND",
                    ":",
                    "\n",
                    "\0",
                    "\r",
                    "BCC",
                    "a@b",
                    "x",
                    "é",
                    "5.7.1",
                    "999999999999"
                };
        for (int run = 0; run < 50_000; run++) {
            var text = new StringBuilder(random.nextBoolean() ? "action=" : "");
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            if (random.nextBoolean()) {
                text.append("\n\n");
            }
            var octets = text.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0 && octets.length > 0) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ActionParser.parse(Answer.action(octets))).isNotNull();
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
