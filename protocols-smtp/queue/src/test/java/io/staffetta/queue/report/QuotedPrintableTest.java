package io.staffetta.queue.report;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

class QuotedPrintableTest {

    @RepeatedTest(100)
    void anotherDecodesWhatWasEncoded(RepetitionInfo repetition) throws Exception {
        var chance = new Random(repetition.getCurrentRepetition());
        var text = new StringBuilder();
        for (int lines = chance.nextInt(10); lines > 0; lines--) {
            for (int i = chance.nextInt(200); i > 0; i--) {
                text.append("ab =\u00fc.\t\ufffd".charAt(chance.nextInt(8)));
            }
            text.append('\n');
        }

        var encoded = QuotedPrintable.encode(text.toString());

        assertThat(encoded.lines())
                .allSatisfy(line -> {
                    assertThat(line.length()).isLessThanOrEqualTo(76);
                    assertThat(line).matches("[ -~]*").doesNotEndWith(" ");
                });
        var in = new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII));
        try (var decoded = MimeUtility.decode(in, "quoted-printable")) {
            assertThat(new String(decoded.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(text.toString());
        }
    }
}
