package io.staffetta.remote.client;

import static io.staffetta.remote.client.Dialogue.content;
import static io.staffetta.remote.client.Dialogue.delivery;
import static io.staffetta.remote.client.Dialogue.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.MailParameters.Returned;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.RecipientParameters.Notify;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Outcome.Handover;
import io.staffetta.testkit.SmtpPeer;
import io.staffetta.testkit.SmtpPeerScript;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

@Timeout(60)
class TransactionTest {

    /// `+`, or the status of a refusal, with a `!` if the server counts as unreachable.
    private static Map<Integer, String> brief(Map<Integer, Outcome> outcomes) {
        var brief = new TreeMap<Integer, String>();
        outcomes.forEach((index, outcome) ->
                brief.put(
                        index,
                        switch (outcome) {
                            case Outcome.Delivered _ -> "+";
                            case Outcome.Deferred deferred ->
                                    deferred.status() + (deferred.unreachable() ? "!" : "");
                            case Outcome.Failed failed -> failed.status().toString();
                        }));
        return brief;
    }

    private static SmtpPeerScript greeting(SmtpPeerScript then, String... keywords) {
        return session -> {
            session.send("220 peer.test");
            session.read();
            session.offer(keywords);
            then.play(session);
        };
    }

    private static MailParameters parameters(BodyType body, boolean smtpUtf8) {
        return new MailParameters(
                OptionalLong.empty(),
                body,
                smtpUtf8,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "PIPELINING", "CHUNKING"})
    void keepsRecipientsApart(String keyword) throws Exception {
        SmtpPeerScript script =
                greeting(
                        session -> {
                            session.answer("MAIL FROM:<sender@example.org>", "250 ok");
                            session.answer("RCPT TO:<a@test>", "550 5.1.1 who?");
                            session.answer("RCPT TO:<b@test>", "250 ok");
                            session.answer("RCPT TO:<c@test>", "450 busy");
                            session.answer("RCPT TO:<d@test>", "552 5.2.2 full");
                            if (keyword.equals("CHUNKING")) {
                                session.expect("BDAT " + Dialogue.TEXT.length() + " LAST");
                                session.readOctets(Dialogue.TEXT.length());
                            } else {
                                session.answer("DATA", "354 go");
                                session.readContent();
                            }
                            session.send("250 2.0.0 queued");
                            session.answer("RSET", "250 ok");
                        },
                        keyword);
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            var outcomes = conversation.send(delivery("a@test", "b@test", "c@test", "d@test"));
            assertThat(brief(outcomes))
                    .isEqualTo(Map.of(0, "5.1.1", 1, "+", 2, "4.2.0", 3, "4.2.2"));
            assertThat(outcomes.get(0))
                    .isEqualTo(
                            new Outcome.Failed(
                                    EnhancedStatus.parse("5.1.1"),
                                    "550 5.1.1 who?",
                                    Optional.of("mx.test")));
            assertThat(conversation.reset()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "452 4.3.1 disk full, 4.3.1",
        "550 5.7.1 no, 5.7.1",
        "421 4.3.2 bye, 4.3.2!",
        "354 go, 4.5.0",
        "550 4.7.1 of two minds, 5.0.0"
    })
    void tellsAllRecipientsThatMailWasRefused(String reply, String expected) throws Exception {
        for (var keyword : new String[] {"X", "PIPELINING"}) {
            SmtpPeerScript script =
                    greeting(
                            session -> {
                                session.read();
                                session.send(reply);
                                session.accept();
                            },
                            keyword);
            try (var peer = SmtpPeer.start(script);
                    var conversation = open(peer)) {
                assertThat(brief(conversation.send(delivery("a@test", "b@test"))))
                        .isEqualTo(Map.of(0, expected, 1, expected));
                assertThat(conversation.isReusable())
                        .isEqualTo(expected.length() == 5 && !expected.equals("4.5.0"));
            }
        }
    }

    /// RFC 2920 §3.1: if DATA was sent with the rest and nobody is left, a lone dot ends it.
    @Test
    void endsDataThatNobodyNeeds() throws Exception {
        SmtpPeerScript script =
                greeting(
                        session -> {
                            session.read();
                            session.read();
                            session.expect("DATA");
                            session.send("250 ok", "550 5.1.1 no", "354 go");
                            session.answer(".", "554 5.5.1 no valid recipients");
                            session.answer("RSET", "250 ok");
                        },
                        "PIPELINING");
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(brief(conversation.send(delivery("a@test")))).isEqualTo(Map.of(0, "5.1.1"));
            assertThat(conversation.reset()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"554 5.7.1 spam, 5.7.1", "451 later, 4.3.0", "421 bye, 4.3.2!", "354 what, 4.5.0"})
    void tellsAllRecipientsThatTheContentWasRefused(String reply, String expected)
            throws Exception {
        SmtpPeerScript script =
                greeting(session -> {
                    session.answer("MAIL FROM:<sender@example.org>", "250 ok");
                    session.answer("RCPT TO:<a@test>", "250 ok");
                    session.answer("RCPT TO:<b@test>", "250 ok");
                    session.answer("DATA", "354 go");
                    session.readContent();
                    session.send(reply);
                    session.accept();
                });
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(brief(conversation.send(delivery("a@test", "b@test"))))
                    .isEqualTo(Map.of(0, expected, 1, expected));
        }
    }

    @Test
    void keepsWhatWasSaidBeforeTheServerLeft() throws Exception {
        SmtpPeerScript script =
                greeting(session -> {
                    session.read();
                    session.send("250 ok");
                    session.read();
                    session.send("550 5.1.1 no");
                    session.read();
                    session.send("250 ok");
                    session.read();
                    session.send("421 4.3.2 going down");
                });
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(brief(conversation.send(delivery("a@test", "b@test", "c@test", "d@test"))))
                    .isEqualTo(Map.of(0, "5.1.1", 1, "4.3.2!", 2, "4.3.2!", 3, "4.3.2!"));
            assertThat(conversation.isReusable()).isFalse();
        }
    }

    @Test
    void givesEachRecipientItsReplyInLmtp() throws Exception {
        SmtpPeerScript script =
                greeting(
                        session -> {
                            for (var reply :
                                    new String[] {"250 ok", "250 ok", "550 no", "250 ok"}) {
                                session.read();
                                session.send(reply);
                            }
                            session.answer("DATA", "354 go");
                            session.readContent();
                            session.send("250 stored", "452 4.2.2 full");
                        },
                        "CHUNKING",
                        "DSN");
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer, Dialogue.lmtp())) {
            var outcomes = conversation.send(delivery("a@test", "b@test", "c@test"));
            assertThat(brief(outcomes)).isEqualTo(Map.of(0, "+", 1, "5.0.0", 2, "4.2.2"));
            assertThat(outcomes.get(0))
                    .isEqualTo(
                            new Outcome.Delivered(
                                    "250 stored", Optional.of("mx.test"), Handover.FINAL));
        }
    }

    @Test
    void keepsTheRepliesThatCameBeforeAnLmtpServerBroke() throws Exception {
        SmtpPeerScript script =
                greeting(session -> {
                    for (int i = 0; i < 4; i++) {
                        session.read();
                        session.send("250 ok");
                    }
                    session.answer("DATA", "354 go");
                    session.readContent();
                    session.send("250 stored");
                });
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer, Dialogue.lmtp())) {
            assertThat(brief(conversation.send(delivery("a@test", "b@test", "c@test"))))
                    .isEqualTo(Map.of(0, "+", 1, "4.4.2", 2, "4.4.2"));
        }
    }

    @Test
    void speaksLmtpOverAUnixSocket(@TempDir Path folder) throws Exception {
        var path = folder.resolve("lmtp");
        try (var peer = SmtpPeer.start(path, SmtpPeerScript.accepting("PIPELINING"));
                var conversation =
                        SmtpConversation.open(
                                SocketChannel.open(UnixDomainSocketAddress.of(path)),
                                Dialogue.lmtp())) {
            assertThat(brief(conversation.send(delivery("a@test", "b@test"))))
                    .isEqualTo(Map.of(0, "+", 1, "+"));
            assertThat(peer.lines().getFirst()).isEqualTo("LHLO client.test");
        }
    }

    /// If replies were read only at the end, both sides would wait with full buffers.
    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void sendsToManyRecipients(int length) throws Exception {
        int many = 5000;
        var words = " and many more words".repeat(length);
        SmtpPeerScript script =
                greeting(
                        session -> {
                            session.read();
                            session.send("250 ok");
                            for (int i = 0; i < many; i++) {
                                session.read();
                                session.send((i % 10 == 9 ? "550 no" : "250 ok") + words);
                            }
                            session.answer("DATA", "354 go");
                            session.readContent();
                            session.send("250 ok");
                        },
                        "PIPELINING");
        var recipients =
                IntStream.range(0, many).mapToObj(i -> "user" + i + "@test").toArray(String[]::new);
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            var outcomes = brief(conversation.send(delivery(recipients)));
            assertThat(outcomes).hasSize(many);
            assertThat(outcomes.values().stream().filter("+"::equals)).hasSize(many * 9 / 10);
            assertThat(outcomes).containsEntry(9, "5.0.0").containsEntry(10, "+");
        }
    }

    @Test
    void splitsWhatIsTooMuchForOneTransaction() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting("LIMITS RCPTMAX=2 MAILMAX=9"));
                var conversation = open(peer)) {
            assertThat(brief(conversation.send(delivery("a@test", "b@test", "c@test"))))
                    .isEqualTo(Map.of(0, "+", 1, "+", 2, "+"));
            assertThat(peer.mails()).hasSize(2);
        }
    }

    /// RFC 5321 §4.5.3.1.10: the rest goes in another transaction.
    @Test
    void comesAgainWithThoseThatWereTooMany() throws Exception {
        SmtpPeerScript script =
                greeting(session -> {
                    session.answer("MAIL FROM:<sender@example.org>", "250 ok");
                    session.answer("RCPT TO:<a@test>", "250 ok");
                    session.answer("RCPT TO:<b@test>", "452 too many");
                    session.answer("RCPT TO:<c@test>", "452 4.2.2 full");
                    session.answer("RCPT TO:<d@test>", "452 4.5.3 too many");
                    session.answer("DATA", "354 go");
                    session.readContent();
                    session.send("250 ok");
                    session.answer("RSET", "250 ok");
                    session.answer("MAIL FROM:<sender@example.org>", "250 ok");
                    session.answer("RCPT TO:<b@test>", "250 ok");
                    session.answer("RCPT TO:<d@test>", "552 too many");
                    session.answer("DATA", "354 go");
                    session.readContent();
                    session.send("451 4.3.0 enough");
                    session.accept();
                });
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(brief(conversation.send(delivery("a@test", "b@test", "c@test", "d@test"))))
                    .isEqualTo(Map.of(0, "+", 1, "4.3.0", 2, "4.2.2", 3, "4.5.3"));
        }
    }

    @Test
    void handsDsnParametersOn() throws Exception {
        var parameters =
                new MailParameters(
                        OptionalLong.empty(),
                        BodyType.SEVEN_BIT,
                        false,
                        false,
                        Optional.of("id+1=x y"),
                        Optional.of(Returned.HEADERS),
                        Optional.of("me"));
        var recipient =
                new Recipient(
                        Mailbox.parse("a@test"),
                        Mailbox.parse("alias@test"),
                        new RecipientParameters(
                                Set.of(Notify.DELAY, Notify.SUCCESS, Notify.FAILURE),
                                Optional.of("rfc822;first+tag@test")));
        var aliased =
                new Recipient(
                        Mailbox.parse("b@test"),
                        Mailbox.parse("alias@test"),
                        RecipientParameters.NONE);
        Delivery delivery = delivery("", content(Dialogue.TEXT), parameters, recipient, aliased);
        try (var peer =
                        SmtpPeer.start(
                                SmtpPeerScript.accepting("DSN", "SIZE"),
                                SmtpPeerScript.accepting());
                var knowing = open(peer)) {
            assertThat(knowing.send(delivery).get(0))
                    .isInstanceOfSatisfying(
                            Outcome.Delivered.class,
                            delivered ->
                                    assertThat(delivered.handover()).isEqualTo(Handover.RELAYED));
            var mail = peer.mails().getFirst();
            assertThat(mail.mail()).isEqualTo("MAIL FROM:<> SIZE=25 RET=HDRS ENVID=id+2B1+3Dx+20y");
            assertThat(mail.recipients())
                    .containsExactly(
                            "RCPT TO:<a@test> NOTIFY=SUCCESS,FAILURE,DELAY"
                                    + " ORCPT=rfc822;first+2Btag@test",
                            "RCPT TO:<b@test> ORCPT=rfc822;alias@test");
            try (var ignorant = open(peer)) {
                ignorant.send(delivery);
            }
            assertThat(peer.mails().get(1).mail()).isEqualTo("MAIL FROM:<>");
            assertThat(peer.mails().get(1).recipients())
                    .containsExactly("RCPT TO:<a@test>", "RCPT TO:<b@test>");
        }
    }

    @Test
    void doesNotSendWhatIsTooLarge() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting("SIZE 24"));
                var conversation = open(peer)) {
            var outcome = conversation.send(delivery("a@test")).get(0);
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(outcome.remoteMta()).isEmpty();
            assertThat(outcome.detail()).contains("25 octets").contains("24");
            assertThat(conversation.isReusable()).isTrue();
            assertThat(peer.lines()).containsExactly("EHLO client.test");
        }
    }

    private static final String EIGHT_BIT =
            """
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            gr\u00fc\u00df dich
            """
                    .replace("\n", "\r\n");

    @Test
    void declaresWhatTheContentReallyIs() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting("8BITMIME", "SMTPUTF8"));
                var conversation = open(peer)) {
            conversation.send(
                    delivery(content(EIGHT_BIT), parameters(BodyType.SEVEN_BIT, true), "a@test"));
            conversation.send(
                    delivery(
                            content(Dialogue.TEXT),
                            parameters(BodyType.EIGHT_BIT_MIME, true),
                            "a@test"));
            conversation.send(
                    delivery(
                            content("Subject: gr\u00fc\u00df\r\n\r\n"),
                            parameters(BodyType.EIGHT_BIT_MIME, true),
                            "a@test"));
            conversation.send(delivery("gr\u00fc\u00df@test"));
            assertThat(peer.mails())
                    .extracting(mail -> mail.mail().replace("MAIL FROM:<sender@example.org>", ""))
                    .containsExactly(" BODY=8BITMIME", "", " BODY=8BITMIME SMTPUTF8", " SMTPUTF8");
        }
    }

    @Test
    void convertsFor7BitServers() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting());
                var conversation = open(peer)) {
            assertThat(
                            brief(
                                    conversation.send(
                                            delivery(
                                                    content(EIGHT_BIT),
                                                    MailParameters.NONE,
                                                    "a@test"))))
                    .isEqualTo(Map.of(0, "+"));
            assertThat(peer.mails().getFirst().content())
                    .asString(StandardCharsets.ISO_8859_1)
                    .matches("(?s)[\\x00-\\x7f]*")
                    .contains("gr=C3=BC=C3=9F dich");
            assertThat(
                            brief(
                                    conversation.send(
                                            delivery(
                                                    content("Subject: gr\u00fc\u00df\r\n\r\nx\r\n"),
                                                    MailParameters.NONE,
                                                    "a@test"))))
                    .isEqualTo(Map.of(0, "5.6.3"));
        }
    }

    @Test
    void doesNotSendInternationalMailToAServerOfTheOldKind() throws Exception {
        try (var peer = SmtpPeer.start(SmtpPeerScript.accepting("8BITMIME"));
                var conversation = open(peer)) {
            var plain = content(Dialogue.TEXT);
            assertThat(brief(conversation.send(delivery("gr\u00fc\u00df@test", "b@test"))))
                    .isEqualTo(Map.of(0, "5.6.7", 1, "+"));
            assertThat(
                            brief(
                                    conversation.send(
                                            delivery(
                                                    "gr\u00fc\u00df@example.org",
                                                    plain,
                                                    MailParameters.NONE,
                                                    Recipient.of(Mailbox.parse("a@test"))))))
                    .isEqualTo(Map.of(0, "5.6.7"));
            assertThat(
                            brief(
                                    conversation.send(
                                            delivery(
                                                    content("Subject: gr\u00fc\u00df\r\n\r\n"),
                                                    parameters(BodyType.EIGHT_BIT_MIME, true),
                                                    "a@test"))))
                    .isEqualTo(Map.of(0, "5.6.7"));
            assertThat(
                            brief(
                                    conversation.send(
                                            delivery(
                                                    plain,
                                                    parameters(BodyType.EIGHT_BIT_MIME, true),
                                                    "a@test"))))
                    .isEqualTo(Map.of(0, "+"));
        }
    }

    @Test
    void sendsBinaryContentOnlyWhereItIsTaken() throws Exception {
        var binary =
                delivery(
                        content("Subject: x\r\n\r\na\nb\r\u0000"),
                        parameters(BodyType.BINARY_MIME, false),
                        "a@test");
        var lines =
                delivery(content(Dialogue.TEXT), parameters(BodyType.BINARY_MIME, false), "a@test");
        var inconvertible =
                delivery(
                        content("Subject: gr\u00fc\u00df\r\n\r\na\nb\r\u0000"),
                        parameters(BodyType.BINARY_MIME, false),
                        "a@test");
        try (var peer =
                        SmtpPeer.start(
                                SmtpPeerScript.accepting("CHUNKING", "BINARYMIME", "8BITMIME"),
                                SmtpPeerScript.accepting("CHUNKING", "8BITMIME"));
                var able = open(peer);
                var unable = open(peer)) {
            assertThat(brief(able.send(binary))).isEqualTo(Map.of(0, "+"));
            assertThat(peer.mails().getFirst().mail()).endsWith(" BODY=BINARYMIME");
            assertThat(peer.mails().getFirst().content())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("Subject: x\r\n\r\na\nb\r\u0000");
            assertThat(brief(unable.send(lines))).isEqualTo(Map.of(0, "+"));
            assertThat(brief(unable.send(binary))).isEqualTo(Map.of(0, "+"));
            assertThat(peer.mails().getLast().content())
                    .asString(StandardCharsets.US_ASCII)
                    .contains("a=0Ab=0D=00");
            assertThat(brief(unable.send(inconvertible))).isEqualTo(Map.of(0, "5.6.3"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "CHUNKING"})
    void cutsTheConnectionIfTheContentCannotBeRead(String keyword) throws Exception {
        SmtpPeerScript script =
                greeting(
                        session -> {
                            session.answer("MAIL FROM:<sender@example.org>", "250 ok");
                            session.answer("RCPT TO:<a@test>", "250 ok");
                            if (keyword.equals("PIPELINING")) {
                                session.answer("DATA", "354 go");
                                session.readContent();
                            } else {
                                var size = session.read().split(" ")[1];
                                session.readOctets(Integer.parseInt(size));
                            }
                            throw new AssertionError("the content looked whole");
                        },
                        keyword);
        for (int size : new int[] {10, 40_000, 32_768, 100_000}) {
            try (var peer = SmtpPeer.start(script);
                    var conversation = open(peer)) {
                var broken = new BrokenContent(size);
                assertThat(
                                brief(
                                        conversation.send(
                                                delivery(broken, MailParameters.NONE, "a@test"))))
                        .isEqualTo(Map.of(0, "4.3.0"));
                assertThat(conversation.isReusable()).isFalse();
            }
        }
    }

    /// Whole when it is scanned; when it is sent, its checksum at the end is found to be wrong.
    private static final class BrokenContent implements Content {
        private final byte[] octets;
        private boolean scanned;

        BrokenContent(int size) {
            octets = "x".repeat(size).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream open() {
            var whole = new ByteArrayInputStream(octets);
            if (!scanned) {
                scanned = true;
                return whole;
            }
            return new SequenceInputStream(
                    whole,
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            throw new IOException("checksum");
                        }

                        @Override
                        public int read(byte[] into, int offset, int length) throws IOException {
                            throw new IOException("checksum");
                        }
                    });
        }
    }

    @Test
    void reportsWhatAServerSaysBeforeItHasAll() throws Exception {
        SmtpPeerScript script =
                greeting(session -> {
                    session.read();
                    session.send("250 ok");
                    session.read();
                    session.send("250 ok");
                    session.answer("DATA", "354 go");
                    session.send("552 5.3.4 enough");
                    session.readContent();
                    session.accept();
                });
        try (var peer = SmtpPeer.start(script);
                var conversation = open(peer)) {
            assertThat(brief(conversation.send(delivery("a@test")))).isEqualTo(Map.of(0, "5.3.4"));
        }
    }
}
