package io.staffetta.remote.body;

import static io.staffetta.remote.body.Samples.content;
import static io.staffetta.remote.body.Samples.converted;
import static io.staffetta.remote.body.Samples.octets;
import static io.staffetta.remote.body.Samples.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.mail.Content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

class SevenBitTest {

    @Test
    void whatNeedsNoConversionIsGivenBack() throws IOException {
        var content = content("Subject: a", "", "Hello");

        assertThat(SevenBit.convert(content)).containsSame(content);
    }

    /// RFC 1428 §3.
    @Test
    void aMessageWithoutMimeBecomesOneOfUnknownCharset() throws IOException {
        assertThat(converted(content("Subject: a", "", "Gr\u00fc\u00dfe = \u00e4 ", "-- ", "x")))
                .isEqualTo(
                        text(
                                content(
                                        "Subject: a",
                                        "MIME-Version: 1.0",
                                        "Content-Type: text/plain; charset=unknown-8bit",
                                        "Content-Transfer-Encoding: quoted-printable",
                                        "",
                                        "Gr=FC=DFe =3D =E4=20",
                                        "-=2D=20",
                                        "x")));
    }

    @Test
    void aLongLineAloneMakesNoCharsetUnknown() throws IOException {
        assertThat(converted(content("Subject: a", "", "a".repeat(999))))
                .startsWith(
                        text(
                                content(
                                        "Subject: a",
                                        "MIME-Version: 1.0",
                                        "Content-Transfer-Encoding: quoted-printable",
                                        "",
                                        "a".repeat(75) + "=")))
                .endsWith("=\r\n" + "a".repeat(999 % 75) + "\r\n");
    }

    @Test
    void aLineOf998IsNotTouched() throws IOException {
        var content = content("Subject: a", "", "a".repeat(998));

        assertThat(SevenBit.convert(content)).containsSame(content);
    }

    @Test
    void theEncodingOfTheHeaderIsReplacedWhereItStands() throws IOException {
        var content =
                content(
                        "Mime-Version: 1.0",
                        "content-transfer-encoding:",
                        " 8BIT",
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        "\u00c3\u00a4");

        assertThat(converted(content))
                .isEqualTo(
                        text(
                                content(
                                        "Mime-Version: 1.0",
                                        "Content-Transfer-Encoding: quoted-printable",
                                        "Content-Type: text/plain; charset=utf-8",
                                        "",
                                        "=C3=A4")));
    }

    @Test
    void whatIsNoTextBecomesBase64() throws IOException {
        var content =
                content(
                        "MIME-Version: 1.0",
                        "Content-Type: application/x",
                        "",
                        "\u00ff\u00fe\u0000");

        assertThat(converted(content))
                .isEqualTo(
                        text(
                                content(
                                        "MIME-Version: 1.0",
                                        "Content-Type: application/x",
                                        "Content-Transfer-Encoding: base64",
                                        "",
                                        "//4ADQo=")));
    }

    @Test
    void onlyThePartsThatNeedItAreEncoded() throws IOException {
        var content =
                content(
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed; boundary=\"b=1\"",
                        "Content-Transfer-Encoding: 8bit",
                        "",
                        "Vorw\u00f6rter",
                        "--b=1\t",
                        "",
                        "plain  ",
                        "--b=1",
                        "Content-Type: text/html; charset=iso-8859-1 ",
                        "",
                        "\u00e4 ",
                        "--b=1 ",
                        "Content-Type: image/x",
                        "Content-Transfer-Encoding: binary",
                        "",
                        "\u00e4\n\u00e4",
                        "",
                        "--b=1--",
                        "nachher");

        assertThat(converted(content))
                .isEqualTo(
                        text(
                                content(
                                        "MIME-Version: 1.0",
                                        "Content-Type: multipart/mixed; boundary=\"b=1\"",
                                        "Content-Transfer-Encoding: 7bit",
                                        "",
                                        "Vorw?rter",
                                        "--b=1\t",
                                        "",
                                        "plain  ",
                                        "--b=1",
                                        "Content-Type: text/html; charset=iso-8859-1 ",
                                        "Content-Transfer-Encoding: quoted-printable",
                                        "",
                                        "=E4=20",
                                        "--b=1 ",
                                        "Content-Type: image/x",
                                        "Content-Transfer-Encoding: base64",
                                        "",
                                        "5ArkDQo=",
                                        "--b=1--",
                                        "nachher")));
    }

    @Test
    void aMessageInAPartIsConvertedLikeOne() throws IOException {
        var content =
                content(
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/digest; boundary=b",
                        "",
                        "--b",
                        "",
                        "Subject: inner",
                        "",
                        "\u00e4",
                        "--b",
                        "Content-Type: message/rfc822",
                        "Content-Transfer-Encoding: 8bit",
                        "",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain",
                        "",
                        "\u00f6",
                        "--b--");

        assertThat(converted(content))
                .isEqualTo(
                        text(
                                content(
                                        "MIME-Version: 1.0",
                                        "Content-Type: multipart/digest; boundary=b",
                                        "",
                                        "--b",
                                        "",
                                        "Subject: inner",
                                        "MIME-Version: 1.0",
                                        "Content-Type: text/plain; charset=unknown-8bit",
                                        "Content-Transfer-Encoding: quoted-printable",
                                        "",
                                        "=E4",
                                        "--b",
                                        "Content-Type: message/rfc822",
                                        "Content-Transfer-Encoding: 7bit",
                                        "",
                                        "MIME-Version: 1.0",
                                        "Content-Type: text/plain",
                                        "Content-Transfer-Encoding: quoted-printable",
                                        "",
                                        "=F6",
                                        "--b--")));
    }

    @Test
    void aMultipartWithoutVersionGetsOne() throws IOException {
        var content =
                content(
                        "Content-Type: multipart/mixed; boundary=b",
                        "",
                        "--b",
                        "",
                        "\u00e4",
                        "--b--");

        assertThat(converted(content))
                .startsWith(
                        text(
                                content(
                                        "Content-Type: multipart/mixed; boundary=b",
                                        "MIME-Version: 1.0",
                                        "",
                                        "--b")));
    }

    @Test
    void aCleanSignedPartStaysWhole() throws IOException {
        var signed =
                text(
                        content(
                                "--b",
                                "Content-Type: multipart/signed; boundary=s",
                                "Content-Transfer-Encoding: 8bit",
                                "",
                                "--s",
                                "",
                                "trailing  ",
                                "--s",
                                "Content-Type: application/pgp-signature",
                                "",
                                "abc",
                                "--s--",
                                "--b"));
        var content =
                octets(
                        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                                + signed
                                + "\r\n\u00e4\r\n--b--\r\n");

        assertThat(converted(content)).contains(signed).contains("=E4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: \u00e4\n\nx",
                "Subject: a\nX-Long: LONG\n\n\u00e4",
                "Subject: a\n no field\nnone\n\n\u00e4",
                "Content-Type: text/plain\nContent-Type: text/html\n\n\u00e4",
                "Content-Transfer-Encoding: base64\n\n\u00e4",
                "Content-Transfer-Encoding: quoted-printable\n\n\u00e4",
                "Content-Transfer-Encoding: x-unknown\n\n\u00e4",
                "Content-Type: message/delivery-status\n\n\u00e4",
                "Content-Type: message/partial\n\n\u00e4",
                "Content-Type: message/rfc822\n\nSubject: \u00e4\n\nx",
                "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\u00e4",
                "Content-Type: multipart/signed; boundary=b\n\n--b\n\n\u00e4\n--b\n\nx\n--b--",
                "Content-Type: multipart/encrypted; boundary=b\n\n--b\n\n\u00e4\n--b\n\nx\n--b--",
                "Content-Type: multipart/mixed\n\n--b\n\n\u00e4\n--b--",
                "Content-Type: multipart\n\n--b\n\n\u00e4\n--b--",
                "Content-Type: message/rfc822=x\n\nSubject: a\n\n\u00e4",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\n\u00e4\n----",
                "Content-Type: multipart/mixed; boundary=b; boundary=c\n\n--b\n\n\u00e4\n--b--",
                "Content-Type: multipart/mixed; boundary*0=b\n\n--b\n\n\u00e4\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n\u00e4",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\u00e4",
                "Content-Type: multipart/mixed; boundary=b\n\n\u00e4\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\u00e4\n--bc\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\u00e4LF--b\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nX: y\n--b\n\n\u00e4\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\u00e4CR--b x\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nSubject: \u00e4\n\nx\n--b--",
                "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\u00e4\n--b--\n--b\n",
                """
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/mixed; boundary=b

                --b

                \u00e4
                --b--
                --b--\
                """,
                """
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/mixed; boundary=c

                --c

                \u00e4
                --b--\
                """,
            })
    void whatCannotBeConverted(String message) throws IOException {
        var content =
                octets(
                        message.replace("LONG", "x".repeat(999))
                                        .replace("\n", "\r\n")
                                        .replace("LF", "\n")
                                        .replace("CR", "\r")
                                + "\r\n");

        assertThat(SevenBit.convert(content)).isEmpty();
    }

    @Test
    void multipartsThatAreTooDeepAreNotTakenApart() throws IOException {
        assertThat(SevenBit.convert(nested(90))).isPresent();
        assertThat(SevenBit.convert(nested(101))).isEmpty();
    }

    @Test
    void contentThatDoesNotEndItsLastLine() throws IOException {
        assertThat(converted(octets("A: b\r\n\r\n\u00e4"))).endsWith("\r\n\r\n=E4=\r\n");
        assertThat(converted(octets("Content-Type: a/b\r\n\r\n\u00e4")))
                .endsWith("\r\n\r\n5A==\r\n");
    }

    @Test
    void whatIsClearedDoesNotBecomeADelimiter() throws IOException {
        var content =
                content(
                        "Content-Type: multipart/mixed; boundary=\"b?\"",
                        "",
                        "--b\u00e4",
                        "--b?",
                        "",
                        "text",
                        "--b?--");

        assertThat(converted(content)).contains("\r\n --b?\r\n--b?\r\n");
    }

    @Test
    void noChunkOfALongLineLooksLikeADelimiter() throws IOException {
        var content =
                content(
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/mixed; boundary=\"x=3Dy\"",
                        "",
                        "--x=3Dy",
                        "",
                        "--x=y",
                        "a".repeat(75) + "--x=3Dy",
                        "\u00e4",
                        "--x=3Dy--");

        var lines = converted(content).lines().filter(line -> line.startsWith("--x")).toList();

        assertThat(lines).containsExactly("--x=3Dy", "--x=3Dy--");
    }

    /// 40 MB of one line in a heap that must not notice.
    @Test
    void largeContentIsNotHeldInMemory() throws IOException {
        var content = new Endless("Content-Type: application/x\r\n\r\n", 40 << 20);

        var converted = SevenBit.convert(content).orElseThrow();

        try (var in = converted.open()) {
            var octets = new byte[8192];
            long count = 0;
            for (int n = in.read(octets); n >= 0; n = in.read(octets)) {
                count += n;
            }
            assertThat(count).isEqualTo(converted.size()).isGreaterThan(content.size() / 3 * 4);
        }
        assertThat(content.streams).hasValue(0);
    }

    @Test
    void contentThatBecomesShorterIsAnError() throws IOException {
        var shrinking = new Endless("Content-Type: application/x\r\n\r\n", 1000);
        var converted = SevenBit.convert(shrinking).orElseThrow();
        shrinking.octets = 900;

        assertThatThrownBy(() -> text(converted)).isInstanceOf(EOFException.class);
    }

    @Test
    void octetsAbove127AreSeenInHeaderAndBody() throws IOException {
        assertThat(SevenBit.isEightBit(octets("a: b\r\n\r\nc"))).isFalse();
        assertThat(SevenBit.isEightBit(octets("a: b\r\n\r\n" + "c".repeat(20_000) + "\u00e4")))
                .isTrue();
        assertThat(SevenBit.hasEightBitHeader(octets("a: b\r\n\r\n\u00e4"))).isFalse();
        assertThat(SevenBit.hasEightBitHeader(octets("a: \u00e4\r\n\r\n"))).isTrue();
        assertThat(SevenBit.hasEightBitHeader(octets("a: b\r\r\n\r\r\n\u00e4"))).isTrue();
        assertThat(SevenBit.hasEightBitHeader(octets("\r\n\u00e4"))).isFalse();
        assertThat(SevenBit.hasEightBitHeader(octets(""))).isFalse();
    }

    private static Content nested(int depth) {
        var text = new StringBuilder("MIME-Version: 1.0\r\n");
        for (int i = 0; i < depth; i++) {
            text.append("Content-Type: multipart/mixed; boundary=b").append(i);
            text.append(".\r\n\r\n--b").append(i).append(".\r\n");
        }
        text.append("\r\n\u00e4\r\n");
        for (int i = depth - 1; i >= 0; i--) {
            text.append("--b").append(i).append(".--\r\n");
        }
        return octets(text.toString());
    }

    /// A header section and octets above 127 after it.
    private static final class Endless implements Content {

        private final byte[] header;
        private final AtomicInteger streams = new AtomicInteger();
        private long octets;

        Endless(String header, long octets) {
            this.header = Edit.ascii(header);
            this.octets = octets;
        }

        @Override
        public long size() {
            return header.length + octets;
        }

        @Override
        public InputStream open() {
            streams.incrementAndGet();
            return new InputStream() {
                private long position;

                @Override
                public int read() {
                    return position == size()
                            ? -1
                            : position < header.length ? header[(int) position++] : next();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    if (position < header.length || position == size()) {
                        int octet = read();
                        target[offset] = (byte) octet;
                        return octet < 0 ? -1 : 1;
                    }
                    int count = (int) Math.min(length, size() - position);
                    Arrays.fill(target, offset, offset + count, (byte) 0xe4);
                    position += count;
                    return count;
                }

                private int next() {
                    position++;
                    return 0xe4;
                }

                @Override
                public void close() {
                    streams.decrementAndGet();
                }
            };
        }
    }
}
