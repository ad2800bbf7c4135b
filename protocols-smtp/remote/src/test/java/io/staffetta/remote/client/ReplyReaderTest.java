package io.staffetta.remote.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ReplyReaderTest {

    private static ReplyReader reader(byte[] octets, int block) {
        return new ReplyReader(new Link(new Canned(octets, block)), Dialogue.limits(""));
    }

    private static PeerReply read(String text) throws PeerLost {
        return reader(text.getBytes(StandardCharsets.ISO_8859_1), 3).read("a test", Dialogue.LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "250 ok, 250 ok",
        "250-a|250-b|250 c, 250 a b c",
        "250-a|250, '250 a '",
        "250, '250 '",
        "550 5.1.1 no, 550 5.1.1 no"
    })
    void readsReplies(String lines, String text) throws Exception {
        assertThat(read(lines.replace("|", "\r\n") + "\r\n").text()).isEqualTo(text);
        assertThat(read(lines.replace("|", "\n") + "\n").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "25",
                "2a0 x",
                "250x",
                "199 x",
                "600 x",
                "000 x",
                "-50 x",
                "250-a|251 b",
                "250-a|x",
                " 250 ok"
            })
    void refusesNonsense(String lines) {
        assertThatThrownBy(() -> read(lines.replace("|", "\r\n") + "\r\n"))
                .isInstanceOf(PeerLost.class)
                .hasMessageContaining("protocol error during a test");
    }

    @Test
    void readsOneReplyAfterTheOther() throws Exception {
        var reader = reader("250-a\r\n250 b\r\n354 c\r\n".getBytes(StandardCharsets.US_ASCII), 100);
        assertThat(reader.read("a test", Dialogue.LONG).lines()).containsExactly("a", "b");
        assertThat(reader.read("a test", Dialogue.LONG).code()).isEqualTo(354);
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 no, 5.1.1",
        "550 4.1.1 no, 5.0.0",
        "550 5.1 no, 5.0.0",
        "550 5.1.1, 5.1.1",
        "550 5.1.1234 no, 5.0.0",
        "550 5.1.1x no, 5.0.0",
        "450 4.7.1 wait, 4.7.1",
        "450 wait, 4.2.0",
        "421 x, 4.3.2",
        "499 x, 4.0.0",
        "354 x, 4.5.0",
        "250 x, 2.0.0"
    })
    void knowsTheStatus(String line, String status) throws Exception {
        assertThat(read(line + "\r\n").status()).hasToString(status);
    }

    @Test
    void boundsTheText() throws Exception {
        var line = "250-" + "x".repeat(300) + "\r\n";
        assertThat(read(line.repeat(10) + "250 end\r\n").text()).hasSize(500).endsWith("...");
    }

    /// Whatever comes: a reply that is safe to show, or [PeerLost].
    @Test
    void survivesAnything() {
        var random = new Random(1869);
        var pieces =
                List.of(
                        "2", "5", "0", "250", "550", " ", "-", "\r", "\n", "\r\n", "\0", "\u00ff",
                        "5.1.1", "x");
        for (int run = 0; run < 50_000; run++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var reader =
                    reader(
                            text.toString().getBytes(StandardCharsets.ISO_8859_1),
                            1 + random.nextInt(9));
            var replies = new ArrayList<PeerReply>();
            try {
                while (true) {
                    replies.add(reader.read("a test", Dialogue.LONG));
                }
            } catch (PeerLost e) {
                assertThat(e.reason()).matches("[ -~]+");
            }
            for (var reply : replies) {
                assertThat(reply.code()).isBetween(200, 599);
                assertThat(reply.text()).matches("[ -~]{3,500}");
                assertThat(reply.status().statusClass()).isIn(2, 4, 5);
            }
        }
    }

    /// Octets in blocks, then the end.
    private static final class Canned implements PeerWire {
        private final ByteArrayInputStream in;
        private final int block;

        Canned(byte[] octets, int block) {
            this.in = new ByteArrayInputStream(octets);
            this.block = block;
        }

        @Override
        public int read(byte[] into) {
            return in.read(into, 0, block);
        }

        @Override
        public void write(byte[] octets, int length) throws IOException {
            throw new IOException("nobody listens");
        }

        @Override
        public void drain() {}

        @Override
        public void close() {}

        @Override
        public void abort() {}
    }
}
