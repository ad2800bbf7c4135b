package io.staffetta.remote.body;

import static io.staffetta.remote.body.Samples.isFit;
import static io.staffetta.remote.body.Samples.leaves;
import static io.staffetta.remote.body.Samples.octets;
import static io.staffetta.remote.body.Samples.text;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Random messages, read back by Jakarta Mail.
class SevenBitPropertyTest {

    @Test
    void everyPartDecodesToTheSameOctets() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            var message = new RandomMessage(new Random(seed), false).text();

            var converted = text(SevenBit.convert(octets(message)).orElseThrow());

            assertThat(isFit(converted)).as("seed %s is fit", seed).isTrue();
            assertThat(leaves(converted)).as("seed %s", seed).isEqualTo(leaves(message));
            assertThat(SevenBit.convert(octets(converted)).map(again -> again.size()))
                    .as("seed %s needs no more conversion", seed)
                    .contains((long) converted.length());
        }
    }

    /// Lines are those of the original, in its order, except encoded ones and the fields about
    /// them.
    @Test
    void nothingElseChanges() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            var message = new RandomMessage(new Random(seed), true).text();
            var converted = text(SevenBit.convert(octets(message)).orElseThrow());

            var kept =
                    message.lines()
                            .filter(line -> line.startsWith("X-") || line.startsWith("--B"))
                            .toList();

            assertThat(
                            converted
                                    .lines()
                                    .filter(line -> line.startsWith("X-") || line.startsWith("--B"))
                                    .toList())
                    .as("seed %s", seed)
                    .isEqualTo(kept);
        }
    }

    /// Whatever comes: an answer that is fit, the promised size, and for others the same parts.
    @Test
    void garbageIsAnsweredToo() throws Exception {
        for (long seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            var message = mutated(new RandomMessage(random, random.nextBoolean()).text(), random);

            var converted = SevenBit.convert(octets(message));

            if (converted.isPresent()) {
                var text = text(converted.get());
                assertThat(converted.get().size()).as("size of %s", seed).isEqualTo(text.length());
                assertThat(isFit(text)).as("seed %s: %s", seed, text).isTrue();
                assertThat(read(text)).as("seed %s", seed).isEqualTo(read(message));
            }
        }
    }

    /// Empty if there is an error in it for others.
    private static Optional<List<String>> read(String message) throws Exception {
        try {
            return Optional.of(leaves(message));
        } catch (IOException | MessagingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String mutated(String message, Random random) {
        var text = new StringBuilder(message);
        for (int i = random.nextInt(6); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
                case 3 -> text.setLength(at);
                default -> text.insert(at, "\r\n\"(;=--".substring(random.nextInt(8)));
            }
        }
        return text.toString();
    }
}
