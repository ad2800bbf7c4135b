package io.staffetta.remote.client;

import static io.staffetta.remote.client.Dialogue.delivery;
import static io.staffetta.remote.client.Dialogue.limits;
import static io.staffetta.remote.client.Dialogue.open;
import static io.staffetta.remote.client.Dialogue.opening;
import static io.staffetta.remote.client.Dialogue.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;
import io.staffetta.testkit.SmtpPeerSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A server that drops, stalls or lies at every step: nothing hangs, nothing is thrown, and the
/// message waits.
@Timeout(60)
class HostilePeerTest {

    /// Steps of a conversation, named after the limits that hold there.
    enum Step {
        GREETING("greeting"),
        EHLO("helo"),
        MAIL("mail"),
        RCPT("rcpt"),
        DATA("dataStart"),
        END("dataEnd");

        private final String limit;

        Step(String limit) {
            this.limit = limit;
        }

        /// Behaves up to this step, and misbehaves there.
        SmtpPeerScript misbehave(SmtpPeerScript misbehaviour) {
            return session -> {
                for (var step : values()) {
                    step.await(session);
                    if (step == this) {
                        misbehaviour.play(session);
                    }
                    step.reply(session);
                }
            };
        }

        private void await(SmtpPeerSession session) throws IOException {
            switch (this) {
                case GREETING -> {}
                case EHLO, MAIL, RCPT, DATA -> session.read();
                case END -> session.readContent();
            }
        }

        private void reply(SmtpPeerSession session) throws IOException {
            session.send(this == GREETING ? "220 ok" : this == DATA ? "354 go" : "250 ok");
        }
    }

    private static final List<Misbehaviour> MISBEHAVIOURS =
            List.of(
                    new Misbehaviour("stall", "4.4.2", SmtpPeerSession::stall),
                    new Misbehaviour(
                            "drip",
                            "4.4.2",
                            session -> session.drip("250-x", Duration.ofMillis(20))),
                    new Misbehaviour("drop", "4.4.2", SmtpPeerSession::close),
                    new Misbehaviour(
                            "drop midway",
                            "4.4.2",
                            session -> {
                                session.sendOctets(new byte[] {'2', '5', '0'});
                                session.close();
                            }),
                    new Misbehaviour("abort", "4.4.2", SmtpPeerSession::abort),
                    lie("HTTP/1.1 400 Bad Request"),
                    lie(""),
                    lie("150 well"),
                    lie("600 well"),
                    lie("250ok"),
                    lie("٢٥٠ ok"),
                    lie("250-one\r\n550 two"),
                    new Misbehaviour(
                            "endless line", "4.5.0", session -> session.sendForever("250-")),
                    new Misbehaviour(
                            "endless reply",
                            "4.5.0",
                            session -> session.sendForever("250-and\r\n")));

    record Misbehaviour(String name, String status, SmtpPeerScript script) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Misbehaviour lie(String text) {
        return new Misbehaviour("'" + text + "'", "4.5.0", session -> session.send(text));
    }

    static Stream<Arguments> every() {
        return Stream.of(Step.values())
                .flatMap(step ->
                        MISBEHAVIOURS.stream()
                                .map(misbehaviour -> Arguments.of(step, misbehaviour)));
    }

    @ParameterizedTest
    @MethodSource("every")
    void letsTheMessageWait(Step step, Misbehaviour misbehaviour) throws Exception {
        try (var peer = SmtpPeer.start(step.misbehave(misbehaviour.script))) {
            var tight = limits(step.limit);
            try (var conversation = open(peer, opening(terms(Level.NONE), tight))) {
                var outcome = conversation.send(delivery("a@test")).get(0);
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Deferred.class,
                                deferred -> {
                                    assertThat(deferred.status())
                                            .hasToString(misbehaviour.status());
                                    assertThat(deferred.unreachable()).isEqualTo(step != Step.END);
                                    assertThat(deferred.remoteMta()).isEmpty();
                                    assertThat(deferred.detail())
                                            .startsWith("mx.test: ")
                                            .matches("[ -~]{1,500}");
                                });
                assertThat(outcome.detail().contains("may have been delivered"))
                        .isEqualTo(step == Step.END);
                assertThat(conversation.isReusable()).isFalse();
                assertThat(step).isGreaterThan(Step.EHLO);
            } catch (OpeningFailure e) {
                assertThat(step).isLessThanOrEqualTo(Step.EHLO);
                assertThat(e.status()).hasToString(misbehaviour.status());
                assertThat(e.isSaid()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void letsTheMessageWaitWhenPipelining(int replies) throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 ok");
                    session.read();
                    session.offer("PIPELINING");
                    for (int i = 0; i < 4; i++) {
                        session.read();
                    }
                    for (int i = 0; i < replies; i++) {
                        session.send("250 ok");
                    }
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.send(delivery("a@test", "b@test")))
                    .hasSize(2)
                    .allSatisfy((_, outcome) ->
                            assertThat(outcome).isInstanceOf(Outcome.Deferred.class));
            assertThat(conversation.isReusable()).isFalse();
        }
    }

    @Test
    void isNotHeldByAServerThatDoesNotRead() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 ok");
                    session.read();
                    session.offer("CHUNKING");
                    session.read();
                    session.send("250 ok");
                    session.read();
                    session.send("250 ok");
                    session.stall();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer, opening(terms(Level.NONE), limits("dataBlock")))) {
            var large = new EndlessContent(1L << 40);
            var outcome = conversation.send(delivery(large, MailParameters.NONE, "a@test")).get(0);
            assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
            assertThat(outcome.detail()).contains("no progress");
            assertThat(conversation.isReusable()).isFalse();
        }
    }

    @Test
    void isNotHeldWhenItTakesLeave() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 ok");
                    session.read();
                    session.offer();
                    session.stall();
                };
        try (var peer = SmtpPeer.start(script)) {
            open(peer, opening(terms(Level.NONE), limits("quit"))).close();
        }
    }

    @Test
    void distrustsAServerThatAnswersWhatWasNotAsked() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 ok");
                    session.read();
                    session.send("250 ok", "250 ok", "250 ok", "354 go", "250 taken");
                    assertThat(session.isClosed()).isTrue();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred ->
                                    assertThat(deferred.detail()).contains("without a command"));
            assertThat(conversation.isReusable()).isFalse();
        }
    }

    @Test
    void makesTextsSafe() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 ok");
                    session.read();
                    session.offer();
                    session.read();
                    session.send("550-5.7.1 bad\u0000\u001b[31m", "550 5.7.1 \u00fcbel\rX-Evil: 1");
                    session.accept();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.send(delivery("a@test")))
                    .isEqualTo(
                            Map.of(
                                    0,
                                    new Outcome.Failed(
                                            EnhancedStatus.parse("5.7.1"),
                                            "550 5.7.1 bad??[31m 5.7.1 ??bel?X-Evil: 1",
                                            Optional.of("mx.test"))));
            assertThat(conversation.isReusable()).isTrue();
        }
    }

    /// Lines without end.
    private record EndlessContent(long size) implements Content {
        @Override
        public InputStream open() {
            // The scan before the first command sees an end soon.
            return new InputStream() {
                private int left = 64 << 20;

                @Override
                public int read() {
                    return left-- > 0 ? 'x' : -1;
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    if (left <= 0) {
                        return -1;
                    }
                    Arrays.fill(into, offset, offset + length, (byte) 'x');
                    left -= length;
                    return length;
                }
            };
        }
    }
}
