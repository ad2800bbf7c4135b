package io.staffetta.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.smtp.state.Terms.Dialect;
import io.staffetta.spi.hook.DisconnectReason;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Sessions whose every packet is known, for what a dialogue over a socket cannot pin down.
class ConversationTest {

    private static final String CONTENT = "Subject: x\r\n\r\n..hello\r\n";
    private static final String STORED = "Subject: x\r\n\r\n.hello\r\n";

    private static Talk inContent() {
        return new Talk()
                .says("EHLO client.example")
                .says("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA");
    }

    private static String storedBy(Talk talk) {
        assertThat(talk.intake.stored).hasSize(1);
        return new String(talk.intake.stored.getFirst().content(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void answersABatchWithOneWrite() {
        var talk = inContent().says("x", ".", "QUIT");
        talk.run();
        assertThat(talk.client.writes)
                .containsExactly(
                        "220 mx.example.org ESMTP Staffetta\r\n",
                        talk.client.writes.get(1),
                        String.join(
                                "\r\n",
                                "250 2.1.0 Sender OK",
                                "250 2.1.5 Recipient OK",
                                "354 End data with <CR><LF>.<CR><LF>",
                                ""),
                        "250 2.0.0 Queued as q1\r\n221 2.0.0 Bye\r\n");
    }

    /// SM8.
    @Test
    void findsTheEndOfDataHoweverItIsCut() {
        var content = CONTENT + ".\r\nQUIT\r\n";
        for (int cut = 1; cut < content.length(); cut++) {
            var talk = inContent();
            talk.client.says(content.substring(0, cut)).says(content.substring(cut));
            assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
            assertThat(storedBy(talk)).isEqualTo(STORED);
        }
    }

    /// SM8.
    @Test
    void readsASessionOctetByOctet() {
        var talk = inContent();
        talk.client.largestRead = 1;
        talk.client.says(CONTENT + ".\r\n").says("QUIT\r\n");
        // One octet at a time, nothing is ever pending behind a command.
        assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
        assertThat(storedBy(talk)).isEqualTo(STORED);
    }

    /// SM8.
    @Test
    void findsTheEndOfDataAcrossTheBordersOfBuffers() {
        for (int border : new int[] {1024, 8192, 16_384, 65_536}) {
            for (int size = border - 6; size <= border + 2; size++) {
                var line = "x".repeat(size) + "\r\n";
                for (int packet : new int[] {Integer.MAX_VALUE, 4096, 65_536}) {
                    var talk = inContent();
                    talk.client.largestRead = packet;
                    talk.client.says(line + ".\r\nQUIT\r\n");
                    assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
                    assertThat(storedBy(talk)).isEqualTo(line);
                }
            }
        }
    }

    @Test
    void storesLargeContentUnchanged() {
        var random = new Random(822);
        var content = new StringBuilder();
        while (content.length() < 3_000_000) {
            content.append("y".repeat(random.nextInt(200))).append("\r\n");
        }
        var talk = inContent();
        talk.intake.maxSize = 10_000_000;
        talk.client.largestRead = 10_007;
        talk.client.says(content + ".\r\nQUIT\r\n");
        talk.run();
        assertThat(storedBy(talk)).isEqualTo(content.toString());
    }

    /// BD6.
    @Test
    void takesAMessageInVeryManyChunks() {
        var talk = new Talk();
        talk.says("EHLO client.example")
                .says("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>");
        talk.client.says("BDAT 1\r\nx".repeat(50_000) + "BDAT 0 LAST\r\nQUIT\r\n");
        assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
        assertThat(storedBy(talk)).isEqualTo("x".repeat(50_000) + "\r\n");
    }

    /// BD5.
    @Test
    void losesPatienceWithEmptyChunks() {
        var talk = new Talk();
        talk.says("EHLO client.example")
                .says("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>");
        talk.client.says("BDAT 0\r\n".repeat(10_000));
        assertThat(talk.run()).isEqualTo(DisconnectReason.REFUSED);
        assertThat(talk.replies()).hasSizeLessThan(200).last().asString().startsWith("421 4.7.0");
    }

    /// ML2.
    @Test
    void losesPatienceWithJunk() {
        var talk = new Talk().says("EHLO client.example");
        talk.client.says("RSET\r\n".repeat(4096));
        assertThat(talk.run()).isEqualTo(DisconnectReason.REFUSED);
        assertThat(talk.replies())
                .hasSizeLessThan(200)
                .last()
                .isEqualTo("421 4.7.0 Too many errors");
        assertThat(talk.client.time.pauses).isNotEmpty();
    }

    @Test
    void slowsDownAfterSomeErrorsAndEndsAfterMany() {
        var talk = new Talk().says("EHLO client.example");
        talk.client.says("NONSENSE\r\n".repeat(30));
        assertThat(talk.run()).isEqualTo(DisconnectReason.REFUSED);
        assertThat(Collections.frequency(talk.codes(), 500)).isEqualTo(20);
        assertThat(talk.codes()).endsWith(500, 421);
        assertThat(talk.client.time.pauses).hasSize(10).containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void forgivesErrorsWithEachMessage() {
        var talk = new Talk().says("EHLO client.example");
        for (int i = 0; i < 5; i++) {
            talk.client.says("NONSENSE\r\n".repeat(9));
            talk.says("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA")
                    .says("x", ".");
        }
        talk.says("QUIT");
        assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
        assertThat(talk.intake.stored).hasSize(5);
        assertThat(talk.client.time.pauses).isEmpty();
    }

    @Test
    void temporaryRefusalsAreNotTheClientsFault() {
        var talk = new Talk().says("EHLO client.example").says("MAIL FROM:<a@example.com>");
        talk.client.says("RCPT TO:<later@example.org>\r\n".repeat(50) + "QUIT\r\n");
        assertThat(talk.run()).isEqualTo(DisconnectReason.QUIT);
    }

    /// ML1.
    @Test
    void anEndlessLineTakesLittleMemoryAndEndsTheSession() {
        var talk = new Talk();
        talk.client.says("x".repeat(1_000_000));
        assertThat(talk.run()).isEqualTo(DisconnectReason.REFUSED);
        assertThat(talk.replies()).last().isEqualTo("500 5.5.2 Line too long");
        assertThat(talk.client.idles).hasSizeLessThan(20);
    }

    /// ML3.
    @Test
    void aCommandThatDripsInEndsInTime() {
        var talk = new Talk();
        talk.client.perRead = Duration.ofSeconds(10);
        talk.client.largestRead = 1;
        talk.client.says("x".repeat(1000));
        assertThat(talk.run()).isEqualTo(DisconnectReason.TIMEOUT);
        assertThat(talk.replies()).last().isEqualTo("421 4.4.2 Timeout, closing connection");
        assertThat(talk.client.idles).hasSizeLessThan(40);
    }

    /// ML3.
    @Test
    void contentThatDripsInEndsInTime() {
        var talk = inContent();
        talk.client.perRead = Duration.ofSeconds(10);
        talk.client.says("x".repeat(100_000));
        talk.client.largestRead = 1000;
        assertThat(talk.run()).isEqualTo(DisconnectReason.TIMEOUT);
        assertThat(talk.replies()).last().isEqualTo("421 4.4.2 Timeout, closing connection");
        assertThat(talk.intake.drafts).allSatisfy(draft -> assertThat(draft.closed).isTrue());
    }

    @Test
    void contentAtTheLeastRateIsNotCutOff() {
        var talk = inContent();
        talk.client.perRead = Duration.ofSeconds(2);
        talk.client.largestRead = 1100;
        talk.client.says("x".repeat(99_000) + "\r\n.\r\n");
        talk.run();
        assertThat(talk.intake.stored).hasSize(1);
    }

    @Test
    void silenceEndsASession() {
        var talk = new Talk().says("EHLO client.example");
        talk.client.isSilent();
        assertThat(talk.run()).isEqualTo(DisconnectReason.TIMEOUT);
        assertThat(talk.client.time.nanos())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(5).toNanos());
    }

    @Test
    void theWholeSessionHasAnEnd() {
        var talk = new Talk();
        talk.client.perRead = Duration.ofMinutes(4);
        talk.says("EHLO client.example");
        for (int i = 0; i < 70; i++) {
            talk.says("NOOP");
        }
        assertThat(talk.run()).isEqualTo(DisconnectReason.TIMEOUT);
    }

    @Test
    void aStoppingServerEndsIdleSessionsOnly() {
        var talk = inContent();
        talk.client.serverStops().says("x\r\n").says(".\r\n");
        assertThat(talk.run()).isEqualTo(DisconnectReason.SHUTDOWN);
        assertThat(talk.intake.stored).hasSize(1);
        assertThat(talk.replies())
                .endsWith("250 2.0.0 Queued as q1", "421 4.3.2 Server is shutting down");
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() {
        var talk = inContent();
        talk.client.says("half");
        assertThat(talk.run()).isEqualTo(DisconnectReason.LOST);
        assertThat(talk.intake.stored).isEmpty();
        assertThat(talk.intake.drafts).allSatisfy(draft -> assertThat(draft.closed).isTrue());
    }

    @Test
    void aFailedHandshakeIsTheEnd() {
        var talk = new Talk().says("EHLO client.example").says("STARTTLS").says("EHLO again");
        talk.client.tlsFails = true;
        assertThat(talk.run()).isEqualTo(DisconnectReason.TLS_FAILED);
        assertThat(talk.replies()).last().isEqualTo("220 2.0.0 Ready to start TLS");
    }

    @Test
    void callsTheKernelForEveryHandshake() {
        var talk = new Talk().says("EHLO a").says("STARTTLS").says("EHLO b").says("QUIT");
        talk.run();
        assertThat(talk.intake.calls)
                .containsExactly("connected", "greeted a", "secured", "greeted b");
    }

    @Test
    void writesTheTraceField() {
        var talk = new Talk().says("EHLO client.example").says("STARTTLS");
        talk.says("EHLO client.example").says("AUTH PLAIN AHVzZXIAc2VjcmV0");
        talk.says("MAIL FROM:<a@example.com>", "RCPT TO:<b@example.org>", "DATA").says("x", ".");
        talk.says(
                        "MAIL FROM:<a@example.com>",
                        "RCPT TO:<b@example.org>",
                        "RCPT TO:<c@example.org>",
                        "DATA")
                .says("x", ".");
        talk.run();
        assertThat(talk.intake.stored.getFirst().trace().value())
                .isEqualTo(
                        String.join(
                                "\r\n        ",
                                " from client.example ([127.0.0.1])",
                                "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384)",
                                "by mx.example.org (Staffetta) with ESMTPSA id t1",
                                "for <b@example.org>;",
                                "Sun, 22 Nov 2026 21:45:00 +0000"));
        // RFC 5321 §7.2: no hint at blind copies.
        assertThat(talk.intake.stored.getLast().trace().value()).doesNotContain("for <");
    }

    @Test
    void countsCommandsByVerbAndCode() {
        var talk = new Talk().says("EHLO client.example").says("MAIL FROM:<a", "NONSENSE");
        talk.says("QUIT").run();
        assertThat(talk.meters.count("smtp.commands", Map.of("verb", "mail", "code", "501")))
                .isEqualTo(1);
        assertThat(talk.meters.count("smtp.commands", Map.of("verb", "unknown", "code", "500")))
                .isEqualTo(1);
    }

    @Test
    void onlyWaitsIdleWhenNothingIsUnderWay() {
        var talk =
                new Talk()
                        .says("EHLO client.example")
                        .says("MAIL FROM:<a@example.com>")
                        .says("QUIT");
        talk.run();
        assertThat(talk.client.idles).containsExactly(true, true, true, false);
    }

    /// Random dialogues: every reply is well-formed, and the session ends.
    @Test
    void survivesWhateverIsSaid() {
        var random = new Random(788);
        var reply = Pattern.compile("(?:[2-5][0-5]\\d-[ -~]*\r\n)*[2-5][0-5]\\d [ -~]*\r\n");
        var said =
                new String[] {
                    "EHLO client.example\r\n",
                    "HELO x\r\n",
                    "LHLO x\r\n",
                    "MAIL FROM:<a@b>\r\n",
                    "MAIL FROM:<a@b> BODY=BINARYMIME\r\n",
                    "RCPT TO:<c@d>\r\n",
                    "RCPT TO:<refused@d>\r\n",
                    "DATA\r\n",
                    "text\r\n",
                    ".\r\n",
                    "..\r\n",
                    "\r\n",
                    "BDAT 3\r\nabc",
                    "BDAT 4 LAST\r\nabcd",
                    "BDAT 2 LAST\r\na\n",
                    "RSET\r\n",
                    "NOOP\r\n",
                    "AUTH PLAIN AHVzZXIAc2VjcmV0\r\n",
                    "AUTH LOGIN\r\n",
                    "dXNlcg==\r\n",
                    "*\r\n",
                    "STARTTLS\r\n",
                    "VIRUS\r\n",
                    "\n",
                    "\r",
                    "\0",
                    "\u00ff",
                    "x",
                    "QUIT\r\n",
                    "VRFY x\r\n",
                    "HELP\r\n",
                    "GET / HTTP/1.1\r\n",
                    " ",
                    "RCPT TO:<later@d>\r\n"
                };
        int stored = 0;
        for (int round = 0; round < 5_000; round++) {
            var talk = new Talk();
            talk.dialect = round % 4 == 0 ? Dialect.LMTP : Dialect.SMTP;
            talk.says(talk.dialect == Dialect.LMTP ? "LHLO x" : "EHLO x");
            for (int packet = random.nextInt(12); packet >= 0; packet--) {
                var text = new StringBuilder();
                for (int i = random.nextInt(10) == 0 ? random.nextInt(5) : 0; i >= 0; i--) {
                    // The beginnings of a message more often than the rest.
                    int pick =
                            random.nextInt(3) == 0
                                    ? 3 + random.nextInt(6)
                                    : random.nextInt(said.length);
                    text.append(said[pick]);
                }
                talk.client.says(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
            talk.run();
            stored += talk.intake.stored.size();
            assertThat(reply.matcher(talk.client.output()).replaceAll(""))
                    .as(() -> talk.client.output())
                    .isEmpty();
            assertThat(talk.intake.drafts).allSatisfy(draft -> assertThat(draft.closed).isTrue());
        }
        assertThat(stored).isPositive();
    }
}
