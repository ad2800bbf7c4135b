package io.staffetta.smtp.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.spool.Draft;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;

class TextDecoderTest {

    private static final class Kept implements Draft {
        final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void write(byte[] block, int offset, int length) {
            octets.write(block, offset, length);
        }

        @Override
        public long size() {
            return octets.size();
        }

        @Override
        public Content content() {
            return Content.of(octets.toByteArray());
        }

        @Override
        public void close() {}
    }

    private record Result(TextDecoder.Status status, String content, String rest, boolean nul) {}

    /// Feeds the text cut into pieces of these sizes, then into one.
    private static Result decode(String text, BareNewline bareNewline, int... pieces) {
        var octets = text.getBytes(StandardCharsets.ISO_8859_1);
        var kept = new Kept();
        var sink = new Sink(kept, Long.MAX_VALUE);
        var decoder = new TextDecoder(true, bareNewline, sink);
        int from = 0;
        int piece = 0;
        while (from < octets.length && decoder.status() == TextDecoder.Status.OPEN) {
            int size = piece < pieces.length ? pieces[piece++] : octets.length;
            int to = Math.min(octets.length, from + size);
            // In an array of its own, so that nothing beyond the piece can be seen.
            var block = Arrays.copyOfRange(octets, from, to);
            from += decoder.feed(block, 0, block.length);
        }
        return new Result(
                decoder.status(),
                kept.octets.toString(StandardCharsets.ISO_8859_1),
                new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1),
                sink.hasNul());
    }

    private static String unescaped(String text) {
        return text.replace("^", "\r\n")
                .replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0");
    }

    @ParameterizedTest
    @CsvSource({
        "a^.^, ENDED, a^",
        ".^, ENDED, ''",
        "..^.^, ENDED, .^",
        "...^.^, ENDED, ..^",
        "a.^.^, ENDED, a.^",
        "^.^, ENDED, ^",
        "a^.a^.^, ENDED, a^a^",
        "a\\n.^, BARE, ''",
        "a\\n.\\n, BARE, ''",
        "a^.\\n, BARE, ''",
        "a\\r.\\r, BARE, ''",
        "a\\r.^, BARE, ''",
        "a^.\\r.^, BARE, ''",
        "a\\r\\r\\n.\\r\\r\\n, BARE, ''",
        "a^\\0.^, OPEN, a^\\0.^",
        "a^.\\0^, OPEN, a^\\0^",
        "a.^, OPEN, a.^",
        ". ^, OPEN, ' ^'",
    })
    void endsOnlyAtADotBetweenTwoLineBreaks(
            String text, TextDecoder.Status status, String content) {
        var result = decode(unescaped(text), BareNewline.REJECT);
        assertThat(result.status()).isEqualTo(status);
        if (status != TextDecoder.Status.BARE) {
            assertThat(result.content()).isEqualTo(unescaped(content));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a\\n.^b^.^, a^.^b^",
        "a\\n.\\nb^.^, a^.^b^",
        "a^.\\nb^.^, a^.^b^",
        "a\\r.\\rb^.^, a^.^b^",
        "a\\r.^b^.^, a^.^b^",
        "a^.\\rb^.^, a^.^b^",
        "a\\r\\r\\n.\\r\\r\\n.^, a^^.^^",
        "a\\n..b\\n.^.^, a^.b^.^",
        "a\\n\\nb^.^, a^^b^",
    })
    void mendsLineBreaksWithoutEndingThere(String text, String content) {
        var result = decode(unescaped(text), BareNewline.NORMALIZE);
        assertThat(result)
                .isEqualTo(new Result(TextDecoder.Status.ENDED, unescaped(content), "", false));
    }

    @Test
    void leavesWhatFollowsTheEnd() {
        assertThat(decode("a\r\n.\r\nQUIT\r\n", BareNewline.REJECT).rest()).isEqualTo("QUIT\r\n");
    }

    @Test
    void seesNul() {
        assertThat(decode("a\0b\r\n.\r\n", BareNewline.REJECT).nul()).isTrue();
    }

    @Test
    void doesNotDependOnHowTheContentIsCut() {
        var text = "a\r\n..b\r\n\r\n.\0c\r\n.\r\nQUIT\r\n";
        var whole = decode(text, BareNewline.REJECT);
        assertThat(whole.content()).isEqualTo("a\r\n.b\r\n\r\n\0c\r\n");
        for (int i = 1; i < text.length(); i++) {
            for (int j = 1; j < text.length() - i; j++) {
                assertThat(decode(text, BareNewline.REJECT, i, j)).isEqualTo(whole);
            }
        }
    }

    /// Against a second, naive implementation, with every kind of damage.
    @Test
    void agreesWithTheDefinition() {
        var random = new Random(5321);
        var alphabet =
                new String[] {"\r\n", "\r\n", ".", "\r\n.", "\r", "\n", "\0", "ab", "cdefghijk"};
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            text.append("\r\n.\r\nREST");
            var result =
                    decode(
                            text.toString(),
                            BareNewline.REJECT,
                            random.nextInt(1, 9),
                            random.nextInt(1, 9));
            var expected = naive(text.toString());
            if (expected.status() == TextDecoder.Status.BARE) {
                // What was kept by then does not matter.
                assertThat(result.status()).as(text.toString()).isEqualTo(expected.status());
            } else {
                assertThat(result).as(text.toString()).isEqualTo(expected);
            }
        }
    }

    private static Result naive(String text) {
        int end = text.startsWith(".\r\n") ? 0 : text.indexOf("\r\n.\r\n") + 2;
        var content = text.substring(0, end);
        var bare = Pattern.compile("\r(?!\n)|(?<!\r)\n").matcher(text);
        if (bare.find() && bare.start() < end + 1) {
            return new Result(TextDecoder.Status.BARE, "", "", false);
        }
        var unstuffed = content.replace("\r\n.", "\r\n");
        return new Result(
                TextDecoder.Status.ENDED,
                unstuffed.startsWith(".") ? unstuffed.substring(1) : unstuffed,
                text.substring(end + 3),
                content.indexOf('\0') >= 0);
    }

    @Test
    void findsWhatMattersAtEveryPlaceOfAWord() {
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                for (byte octet : new byte[] {0, '\r', '\n'}) {
                    var octets = new byte[length];
                    Arrays.fill(octets, (byte) '\t');
                    octets[(at * 7) % length] = (byte) 0x8D;
                    octets[at] = octet;
                    assertThat(Scan.breakOrNul(octets, 0, length)).isEqualTo(at);
                }
            }
        }
    }
}
