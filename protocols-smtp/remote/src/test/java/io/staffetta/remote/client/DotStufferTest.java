package io.staffetta.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class DotStufferTest {

    /// Stuffs a text in blocks of some length.
    private static String stuffed(String text, int block) {
        var stuffer = new DotStuffer();
        var in = text.getBytes(StandardCharsets.ISO_8859_1);
        var result = new ByteArrayOutputStream();
        for (int from = 0; from < in.length; from += block) {
            int count = Math.min(block, in.length - from);
            var part = new byte[count];
            System.arraycopy(in, from, part, 0, count);
            var out = new byte[DotStuffer.room(count)];
            result.write(out, 0, stuffer.stuff(part, count, out, 0));
        }
        var end = new byte[DotStuffer.room(0)];
        result.write(end, 0, stuffer.finish(end, 0));
        return result.toString(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "''|.rn",
                "a|arn.rn",
                "arn|arn.rn",
                ".|..rn.rn",
                ".rn|..rn.rn",
                "arn.rnb|arn..rnbrn.rn",
                "a.b|a.brn.rn",
                "an.nb|arn..rnbrn.rn",
                "ar.rb|arn..rnbrn.rn",
                "an.rnb|arn..rnbrn.rn",
                "arrnb|arnrnbrn.rn",
                "ar|arn.rn",
                "rn|rn.rn"
            })
    void isTransparent(String text, String expected) {
        var content = text.equals("''") ? "" : text.replace('r', '\r').replace('n', '\n');
        for (int block = 1; block < 5; block++) {
            assertThat(stuffed(content, block))
                    .isEqualTo(expected.replace('r', '\r').replace('n', '\n'));
        }
    }

    /// Whatever goes in: one end, line ends that are whole, and lines that come back as they were.
    @Test
    void hasOneEndOnly() {
        var random = new Random(4711);
        for (int run = 0; run < 20_000; run++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append("\r\n.\r\n.ab".charAt(random.nextInt(8)));
            }
            var sent = stuffed(text.toString(), 1 + random.nextInt(8));
            assertThat(("\r\n" + sent).indexOf("\r\n.\r\n")).isEqualTo(sent.length() - 3);
            assertThat(sent.replace("\r\n", "")).doesNotContain("\r", "\n");
            var back = ("\r\n" + sent.substring(0, sent.length() - 3)).replace("\r\n.", "\r\n");
            var lines = text.toString().replaceAll("\r\n|\r|\n", "\r\n");
            assertThat(back.substring(2))
                    .isEqualTo(lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n");
        }
    }
}
