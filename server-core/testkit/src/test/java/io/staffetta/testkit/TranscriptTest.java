package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TranscriptTest {

    /// A server that says what it was told beforehand.
    private static final class Fake implements TranscriptPeer {
        final List<String> sent = new ArrayList<>();
        final InputStream says;
        boolean closed;

        Fake(String says) {
            this.says = new ByteArrayInputStream(says.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void send(byte[] octets) {
            sent.add(new String(octets, StandardCharsets.ISO_8859_1));
        }

        @Override
        public int read() throws IOException {
            return says.read();
        }

        @Override
        public void startTls() {
            sent.add("TLS");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Fake play(String transcript, String server) {
        var fake = new Fake(server);
        Transcript.parse("test.smtp", transcript).play(fake, Map.of("name", "mx.example"));
        return fake;
    }

    @Test
    void playsEveryStep() {
        var fake =
                play(
                        """
                        # a comment
                        @protocol smtp

                        S: 220 ${name} ready
                        C: EHLO a
                        S* 250
                        TLS
                        PIPELINE
                        C: one
                        C- two\\x00\\r\\n\\\\
                        S: 250 {*} end
                        S- \\x15P
                        C: \\{3}x
                        CLOSE
                        """,
                        "220 mx.example ready\r\n250-A\r\n250 B\r\n250 any thing end\r\n\25P");
        assertThat(fake.sent).containsExactly("EHLO a\r\n", "TLS", "one\r\ntwo\0\r\n\\", "xxx\r\n");
        assertThat(fake.closed).isTrue();
    }

    @Test
    void failsWithTheDialogueIfTheServerSaysAnythingElse() {
        assertThatThrownBy(() -> play("C: QUIT\nS: 221 Bye", "221 bye\r\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        test.smtp:2: expected:  221 Bye
                          but was: 221 bye

                        C: QUIT
                        S: 221 bye
                        """);
    }

    @Test
    void failsIfTheServerSaysMoreThanTheEnd() {
        assertThatThrownBy(() -> play("CLOSE", "421 no\r\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but was: 421 no");
    }

    @Test
    void failsIfTheServerSaysOtherOctets() {
        assertThatThrownBy(() -> play("S- ab", "ax"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected octets: ab\n  but came: 120");
    }

    @Test
    void failsIfALineLacksItsCr() {
        assertThatThrownBy(() -> play("S: 220 a", "220 a\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a line without CR");
    }

    @Test
    void failsIfTheServerGoesAway() {
        assertThatThrownBy(() -> play("S* 220", "220-a\r\n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("closed the connection");
    }

    @Test
    void refusesALineItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transcript.parse("x.smtp", "C: a\nX: b"))
                .withMessage("x.smtp:2: not understood: X: b");
    }

    @Test
    void givesTheOptionsToTheTest() {
        assertThat(Transcript.parse("x", "@tls implicit\n@flag").options())
                .isEqualTo(Map.of("tls", "implicit", "flag", ""));
    }
}
