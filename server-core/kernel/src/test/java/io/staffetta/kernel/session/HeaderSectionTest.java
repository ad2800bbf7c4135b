package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

class HeaderSectionTest {

    private static final Header TRACE = Header.of("Received", "from us");
    private static final int LIMIT = 1 << 20;
    private static final List<String> NAMES = List.of("Subject", "X-A", "x-a", "To", "Received");

    private static HeaderSection read(String message) throws IOException {
        return HeaderSection.read(content(message), LIMIT).orElseThrow();
    }

    private static Content content(String message) {
        return Content.of(message.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // message | octets of the section | of the empty line | fields
                "A: b~~body~ | 6 | 2 | 1",
                "A: b~ c~B:~~ | 14 | 2 | 2",
                "A: b~ | 6 | 0 | 1",
                "A: b | 0 | 0 | 0",
                "~body~ | 0 | 2 | 0",
                "'' | 0 | 0 | 0",
                "A: b~no field~C: d~~ | 6 | 0 | 1",
                "A: b~: no name~~ | 6 | 0 | 1",
                "A: b^C: d~~ | 0 | 0 | 0",
                "A: b~C: d^ e~~ | 6 | 0 | 1",
                "A : b~~ | 7 | 2 | 1",
                "A B: c~~ | 0 | 0 | 0",
                "' folded~A: b~~' | 0 | 0 | 0"
            })
    void endsAtTheEmptyLineOrBeforeWhatIsNoField(
            String message, int length, int separator, int fields) throws IOException {
        var section = read(message.replace("~", "\r\n").replace('^', '\n'));
        assertThat(section.length()).isEqualTo(length);
        assertThat(section.separator()).isEqualTo(separator);
        assertThat(section.lines()).hasSize(fields);
    }

    @Test
    void aMessageThatStartsWithWhiteSpaceDoesNotBecomePartOfOurField() throws IOException {
        var content = content(" folded\r\nA: b\r\n\r\n");
        var stored = MessageEdits.none(content, read(" folded\r\nA: b\r\n\r\n"), TRACE).stored();
        assertThat(new String(stored.head(), ISO_8859_1)).isEqualTo("Received: from us\r\n\r\n");
        assertThat(stored.skip()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4093, 4094, 4095, 4096, 4097, 16383, 16384, 16385})
    void readsAcrossItsBuffers(int length) throws IOException {
        var value = "x".repeat(length);
        var message = "A:" + value + "\r\n B\r\nC:d\r\n\r\nbody";
        var section = read(message);
        assertThat(section.lines()).hasSize(2);
        assertThat(section.lines().getFirst().header().value()).isEqualTo(value + "\r\n B");
        assertThat(section.bodyStart()).isEqualTo(message.length() - 4);
    }

    @Test
    void aSectionBeyondTheLimitIsNotRead() throws IOException {
        assertThat(HeaderSection.read(content("A: bcde\r\n\r\n"), 9)).isPresent();
        assertThat(HeaderSection.read(content("A: bcdef\r\n\r\n"), 9)).isEmpty();
        assertThat(HeaderSection.read(content("A: bcdefghijklmnop"), 9)).isEmpty();
    }

    /// Random messages, random edits, against a model that works on plain strings.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void editsChangeWhatTheyNameAndNoOtherOctet(long seed) throws IOException {
        var random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            List<String> model = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                model.add(field(random));
            }
            var body = random.nextInt(5) == 0 ? "" : "\r\n" + noise(random, 30);
            var message = String.join("", model) + body;
            var edits = MessageEdits.none(content(message), read(message), TRACE);
            model.addFirst("Received: from us\r\n");
            for (int i = random.nextInt(6); i > 0; i--) {
                edits = edit(random, edits, model);
            }
            var expected = String.join("", model) + body;

            assertThat(text(edits.content())).isEqualTo(expected);
            var stored = edits.stored();
            assertThat(new String(stored.head(), ISO_8859_1) + message.substring(stored.skip()))
                    .isEqualTo(expected);
            assertThat(text(edits.bodyContent()))
                    .isEqualTo(body.isEmpty() ? "" : body.substring(2));
        }
    }

    private static MessageEdits edit(Random random, MessageEdits edits, List<String> model) {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var header = Header.of(name, "edited " + random.nextInt());
        var line = header.name() + ":" + header.value() + "\r\n";
        return switch (random.nextInt(4)) {
            case 0 -> {
                model.addFirst(line);
                yield edits.withFirst(header);
            }
            case 1 -> {
                model.addLast(line);
                yield edits.withLast(header);
            }
            case 2 -> {
                model.removeIf(one -> isOf(one, name));
                yield edits.without(name);
            }
            default -> {
                int place = 0;
                while (place < model.size() && !isOf(model.get(place), name)) {
                    place++;
                }
                model.removeIf(one -> isOf(one, name));
                model.add(place, line);
                yield edits.replaced(header);
            }
        };
    }

    private static boolean isOf(String line, String name) {
        return !line.equals("Received: from us\r\n")
                && line.substring(0, line.indexOf(':'))
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(name.toLowerCase(Locale.ROOT));
    }

    private static String field(Random random) {
        var field = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
        field.append(random.nextInt(6) == 0 ? " \t:" : ":").append(noise(random, 20));
        while (random.nextInt(3) == 0) {
            field.append("\r\n").append(random.nextBoolean() ? ' ' : '\t').append(noise(random, 9));
        }
        return field.append("\r\n").toString();
    }

    /// Any octets but CR and LF.
    private static String noise(Random random, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            int octet = random.nextInt(256);
            text.append((char) (octet == '\r' || octet == '\n' ? 'x' : octet));
        }
        return text.toString();
    }

    private static String text(Content content) throws IOException {
        try (var in = content.open()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }
}
