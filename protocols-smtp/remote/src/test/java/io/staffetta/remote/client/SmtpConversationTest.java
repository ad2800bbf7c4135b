package io.staffetta.remote.client;

import static io.staffetta.remote.client.Dialogue.delivery;
import static io.staffetta.remote.client.Dialogue.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Outcome.Handover;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class SmtpConversationTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "PIPELINING", "CHUNKING", "PIPELINING,CHUNKING"})
    void sendsAMessage(String keywords) throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting(keywords.split(",")));
                var conversation = open(peer)) {
            var outcomes = conversation.send(delivery("a@test", "b@test"));
            assertThat(outcomes)
                    .hasSize(2)
                    .containsEntry(
                            1,
                            new Outcome.Delivered(
                                    "250 2.0.0 taken",
                                    Optional.of("mx.test"),
                                    Handover.RELAYED_WITHOUT_DSN));
            assertThat(peer.mails())
                    .singleElement()
                    .satisfies(mail -> {
                        assertThat(mail.content())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo(Dialogue.TEXT);
                        assertThat(mail.recipients())
                                .containsExactly("RCPT TO:<a@test>", "RCPT TO:<b@test>");
                    });
            assertThat(peer.lines().getFirst()).isEqualTo("EHLO client.test");
            assertThat(conversation.isReusable()).isTrue();
            assertThat(conversation.tls()).isEmpty();
        }
    }

    @Test
    void isOfNoMoreUseAfterAnErrorOfOurOwn() throws Exception {
        var broken =
                new Content() {
                    @Override
                    public InputStream open() {
                        throw new IllegalStateException("for a test");
                    }

                    @Override
                    public long size() {
                        return 10;
                    }
                };
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting());
                var conversation = open(peer)) {
            var delivery = delivery(broken, MailParameters.NONE, "a@test");
            assertThatThrownBy(() -> conversation.send(delivery)).hasMessage("for a test");
            assertThat(conversation.isReusable()).isFalse();
        }
    }

    @Test
    void believesNoReplyThatCameBeforeTheContent() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.read();
                    session.offer();
                    session.answer("MAIL FROM:<sender@example.org>", "250 ok");
                    session.answer("RCPT TO:<a@test>", "250 ok");
                    session.expect("DATA");
                    session.send("354 go", "250 2.0.0 queued");
                    session.read();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOf(Outcome.Deferred.class);
            assertThat(conversation.isReusable()).isFalse();
        }
    }

    @Test
    void sendsSeveralMessagesAndTakesLeave() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting())) {
            try (var conversation = open(peer)) {
                conversation.send(delivery("a@test"));
                assertThat(conversation.reset()).isTrue();
                conversation.send(delivery("b@test"));
            }
            assertThat(peer.mails()).hasSize(2);
            assertThat(peer.lines()).contains("RSET").endsWith("QUIT");
        }
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "504", "550"})
    void saysHeloIfEhloIsNotKnown(int code) throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220-peer.test", "220 hello");
                    session.answer("EHLO client.test", code + " what?");
                    session.answer("HELO client.test", "250 peer.test");
                    session.accept();
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void saysNothingButLhloInLmtp() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.answer("LHLO client.test", "500 5.5.2 what?");
                    session.expect("QUIT");
                };
        try (var peer = SmtpPeer.start(script)) {
            var failure =
                    catchThrowableOfType(OpeningFailure.class, () -> open(peer, Dialogue.lmtp()));
            assertThat(failure.status()).hasToString("5.5.2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "421 4.3.2 busy, 4.3.2",
        "554 no service, 5.0.0",
        "521 never, 5.3.2",
        "250 hello, 4.5.0",
        "354 go, 4.5.0"
    })
    void tellsWhyItWasNotWelcome(String greeting, String status) throws Exception {
        try (var peer = SmtpPeer.start(session -> session.send(greeting))) {
            var failure = catchThrowableOfType(OpeningFailure.class, () -> open(peer));
            assertThat(failure.status()).isEqualTo(EnhancedStatus.parse(status));
            assertThat(failure).hasMessage(greeting);
            assertThat(failure.isSaid()).isTrue();
            assertThat(failure.clearWouldDo()).isFalse();
        }
    }

    @Test
    void noticesThatTheServerLeft() throws Exception {
        SmtpPeerScript script =
                session -> {
                    session.send("220 peer.test");
                    session.read();
                    session.offer();
                    session.send("421 4.4.2 too slow");
                };
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(conversation.reset()).isFalse();
            assertThat(conversation.isReusable()).isFalse();
            assertThat(conversation.send(delivery("a@test")).get(0))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> assertThat(deferred.unreachable()).isTrue());
        }
    }

    @Test
    void takesLeaveOfAServerThatIsNotGoodEnough() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting())) {
            var strict = Dialogue.opening(Dialogue.terms(Level.ENCRYPT), Dialogue.limits(""));

            assertThat(catchThrowableOfType(OpeningFailure.class, () -> open(peer, strict)))
                    .hasMessageContaining("STARTTLS is demanded");

            assertThat(peer.lines()).containsExactly("EHLO client.test", "QUIT");
        }
    }
}
