package io.staffetta.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.spi.mail.Content;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class TextPartsTest {

    @Test
    void nothingIsThrownOnRandomInput() throws Exception {
        var random = new Random(11);
        var words =
                new String[] {
                    "Content-Type: multipart/mixed; boundary=b\r\n",
                    "Content-Type: text/plain; charset=none\r\n",
                    "Content-Type: message/rfc822\r\n",
                    "Content-Transfer-Encoding: base64\r\n",
                    "Content-Transfer-Encoding: quoted-printable\r\n",
                    "\r\n",
                    "--b\r\n",
                    "--b--\r\n",
                    "=3D=\r\n",
                    "QUJD",
                    "=",
                    "\u00ff\u0000",
                    "x".repeat(3000)
                };
        for (int run = 0; run < 5_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            var octets = text.toString().getBytes(ISO_8859_1);
            var count = new int[1];
            TextParts.read(
                    Content.of(octets),
                    new Lines(2048),
                    10_000,
                    line -> {
                        count[0] += line.length();
                        return true;
                    });
            assertThat(count[0]).isLessThanOrEqualTo(10_000);
        }
    }

    @Test
    void aPartWithTooLargeAHeaderIsNotRead() throws Exception {
        for (var header : List.of("X: " + "x".repeat(300_000), "X: y\r\n".repeat(10_001) + "Z:")) {
            var text = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + header;
            assertThat(
                            TextParts.read(
                                    Content.of((text + "\r\n\r\nx\r\n").getBytes(ISO_8859_1)),
                                    new Lines(2048),
                                    10_000,
                                    _ -> true))
                    .isFalse();
        }
    }
}
