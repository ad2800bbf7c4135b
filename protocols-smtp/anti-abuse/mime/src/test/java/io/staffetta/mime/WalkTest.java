package io.staffetta.mime;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.spi.mail.Content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class WalkTest {

    private final Walk walk =
            new Walk(
                    new MimeSettings(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            true,
                            Optional.empty(),
                            false,
                            null));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: attachment; filename=evil.exe",
                "Content-Disposition: attachment; filename=\"evil.EXE\"",
                "content-disposition : attachment; FileName = \"evil.exe\"",
                "Content-Disposition: attachment;\r\n filename\r\n =\"evil.exe\"",
                "Content-Type: application/octet-stream; name=evil.exe",
                "Content-Disposition: attachment; filename=a.txt\r\nContent-Type: x/y; name=b.exe",
                "Content-Disposition: attachment; filename=a.txt; filename=b.exe",
                "Content-Disposition: attachment; filename=b.exe; filename*=utf-8''a.txt",
                "Content-Disposition: attachment; filename*=utf-8''evil%2Eexe",
                "Content-Disposition: attachment; filename*=UTF-8'en'e%76il.%65xe",
                "Content-Disposition: attachment; filename*=iso-8859-1''%E9vil.exe",
                "Content-Disposition: attachment; filename*=unknown''evil.exe",
                "Content-Disposition: attachment; filename*=evil.exe",
                "Content-Disposition: attachment; filename*0=evil; filename*1=.exe",
                "Content-Disposition: attachment; filename*1=.exe; filename*0=evil",
                "Content-Disposition: attachment; filename*0*=utf-8''evil%2E; filename*1=exe",
                "Content-Disposition: attachment; filename*0=ev; filename*2=.exe",
                "Content-Disposition: attachment; filename*1=ev; filename*2=.exe",
                "Content-Disposition: attachment; filename*0=a.exe; filename*2=.txt",
                "Content-Disposition: attachment; filename*0=a.txt; filename*0=a.exe",
                "Content-Disposition: attachment; filename*00=evil; filename*01=.exe",
                "Content-Disposition: attachment; filename=a.txt; filename*0=evil; filename*1=.exe",
                "Content-Disposition: attachment; filename=\"=?utf-8?B?ZXZpbC5leGU=?=\"",
                "Content-Disposition: attachment; filename==?utf-8?Q?evil=2Eexe?=",
                "Content-Disposition: attachment; filename*0=\"=?utf-8?Q?evil=2E\";"
                        + " filename*1=\"exe?=\"",
                "Content-Disposition: attachment; filename=\"ev\"il\".exe\"",
                "Content-Disposition: attachment; filename=\"evil\\.exe\"",
                "Content-Disposition: attachment; filename=evil.exe(.txt)",
                "Content-Disposition: attachment; filename=(a.txt)evil.exe",
                "Content-Disposition: attachment; filename=a(;filename=b.exe",
                "Content-Disposition: attachment; filename=\"evil.exe",
                "Content-Disposition: attachment; filename=\"evil.exe.\"",
                "Content-Disposition: attachment; filename=\"evil.exe . .\"",
                "Content-Disposition: attachment; filename=\"evil.exe\\\"\"",
                "Content-Disposition: attachment; filename=\"C:\\\\tmp\\\\evil.exe\"",
                "Content-Disposition: attachment; filename=\"evil.exe::$DATA\"",
                "Content-Disposition: attachment; filename=\"evil.exe/\"",
                "Content-Disposition: attachment; filename=my evil.exe",
                "Content-Disposition: attachment; filename=evil.exe a.txt",
                "Content-Disposition: attachment; filename=evil.exe\ta.txt",
                "Content-Disposition: attachment; filename=\"evil.exe\" a.txt",
                "Content-Disposition: attachment; filename=\"evil.exe\"a.txt",
                "Content-Disposition: attachment; x=a\"b; filename=evil.exe; y=\"a.txt",
                "Content-Disposition: attachment; filename=evil.exe\"; y=\"a.txt",
                "Content-Disposition: filename=evil.exe",
                "Content-Disposition: attachment filename=evil.exe",
                "Content-Type: application/octet-stream name=evil.exe",
                "Content-Disposition: attachment; filename*0=evil. a; filename*1=exe b",
                "Content-Disposition: attachment; filename=evil%2Eexe",
                "Content-Disposition: attachment;"
                        + " filename=\"a.{3050f4d8-98b5-11cf-bb82-00aa00bdce0b}\"",
                "Content-Disposition: attachment; filename*=utf-8''evil%EF%BC%8Eexe",
                "Content-Disposition: attachment; filename*=utf-8''evil.%E2%80%8Bexe",
                "Content-Disposition: attachment; filename*=utf-8''evil.exe%00.txt",
                "Content-Disposition: attachment; filename=\"invoice.pdf.exe\"",
                "Content-Disposition: attachment\r\nContent-Disposition: inline; filename=b.exe",
                "Content-Disposition: attachment; filename=a.txt;;;; filename=b.exe",
                "Content-Disposition: filename=evil.exe; filename=evil.exe"
            })
    void everyDisguiseOfAProgramIsSeen(String fields) throws Exception {
        assertThat(broken(fields + "\r\n\r\nx\r\n")).contains(Rule.EXTENSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: attachment; filename=report.pdf",
                "Content-Disposition: attachment; filename=\"exe\"",
                "Content-Disposition: attachment; filename=\"notes about exe.txt\"",
                "Content-Disposition: attachment; filename=\"2026.11.23 Rechnung.pdf\"",
                "Content-Disposition: attachment; filename*=utf-8''%E2%82%AC%20rates.xlsx",
                "Content-Disposition: attachment; filename*0*=utf-8''%E2%82;"
                        + " filename*1*=%AC%20rates; filename*2=.xlsx",
                "Content-Disposition: attachment; filename=\"a;b.exe.d\"; size=3",
                "Content-Type: text/plain; charset=utf-8; format=flowed",
                "Content-Type: application/pdf; name=\"=?utf-8?Q?=E2=82=AC.pdf?=\""
            })
    void harmlessNamesPass(String fields) throws Exception {
        assertThat(broken(fields + "\r\n\r\nx\r\n")).isSubsetOf(Rule.DOUBLE_EXTENSION);
    }

    /// What some reader takes for a multipart is looked into, or refused.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed (c); boundary=b",
                "Content-Type: multipart / mixed; boundary=b",
                "Content-Type: multipart/mixed;; boundary=b",
                "Content-Type: multipart/mixed; boundary=\"b\" (x)",
                "Content-Type: multipart/mixed; boundary=b x",
                "Content-Type: multipart/mixed; boundary=\"b\"x",
                "Content-Type: multipart/mixed boundary=b",
                "Content-Type: multipart/mixed, boundary=b",
                "Content-Type: MULTIPART/Mixed; Boundary = b",
                "Content-Type: multipart/; boundary=b",
                "Content-Type: multipart/mixed; =; boundary=b",
                "Content-Type: multipart/mixed; boundary=b; boundary*=x",
                "Content-Type: multipart/mixed; boundary*=us-ascii''b",
                "Content-Type: multipart/mixed; boundary*0=b",
                "Content-Type: multipart/mixed; x=\"; boundary=b",
                "Content-Type: multipart/mixed; x=y\"; boundary=b; z=\"",
                "Content-Type: multipart/mixed; x=(; boundary=b; z=)",
                "Content-Type:\r\n multipart/mixed;\r\n\tboundary\r\n =b",
                "Content-Type : multipart/mixed; boundary=b",
                "Content-Type: multipart/mixed; boundary=\\b",
                "Content-Type: (c)multipart/mixed; boundary=b",
                "Content-Type: multipart(c)/mixed; boundary=b",
                "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64",
                "Content-Type: text/plain; x=\"\r\nContent-Type: multipart/mixed; boundary=b",
                "Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b"
            })
    void noMultipartPassesUnseen(String fields) throws Exception {
        var message =
                fields
                        + "\r\n\r\n--b\r\nContent-Disposition: x; filename=evil.exe\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\nx\r\n--b--\r\n";
        assertThat(broken(message))
                .containsAnyOf(Rule.EXTENSION, Rule.BOUNDARY, Rule.STRUCTURE, Rule.FIELDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "base64", "quoted-printable"})
    void noMessageWithinPassesUnseen(String encoding) throws Exception {
        var inner = "Content-Disposition: attachment; filename=evil.exe\r\n\r\nx\r\n";
        var text =
                encoding.equals("base64")
                        ? java.util.Base64.getEncoder().encodeToString(inner.getBytes(UTF_8))
                        : encoding.equals("7bit") ? inner : inner.replace("=", "=3D");
        assertThat(
                        broken(
                                "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: "
                                        + encoding
                                        + "\r\n\r\n"
                                        + text))
                .containsAnyOf(Rule.EXTENSION, Rule.STRUCTURE);
    }

    /// Readers go by the name of the file.
    @Test
    void anArchiveIsNoTextWhateverItIsCalled() throws Exception {
        var zip = ZipNamesTest.base64("a.txt", "evil.exe");
        assertThat(
                        broken(
                                "Content-Type: text/plain; name=a.zip\r\n"
                                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                                        + zip))
                .contains(Rule.EXTENSION);
        assertThat(broken("Subject: x\r\n\r\nText\r\nbegin 644 evil.exe\r\n"))
                .contains(Rule.EXTENSION);
        assertThat(broken("Subject: x\r\n\r\nText\r\nbegin 644 evil.exe")).contains(Rule.EXTENSION);
    }

    @Test
    void namesThatLookLikeOthersAreSeen() throws Exception {
        var name = "Content-Disposition: attachment; filename*=utf-8''";
        assertThat(broken(name + "ann%E2%80%AEfdp.txt\r\n\r\nx")).contains(Rule.DISGUISED_NAME);
        assertThat(broken(name + "a.txt%00b\r\n\r\nx")).contains(Rule.DISGUISED_NAME);
        assertThat(broken(name + "a.pdf%20%20%20%20%20%20%20%20%20%20%20.txt\r\n\r\nx"))
                .contains(Rule.DISGUISED_NAME);
        assertThat(broken(name + "a.exe.txt\r\n\r\nx")).containsExactly(Rule.DOUBLE_EXTENSION);
        assertThat(broken("Content-Disposition: x; filename=a.txt; filename=b.txt\r\n\r\nx"))
                .containsExactly(Rule.CONFLICTING_NAMES);
        assertThat(broken("Content-Disposition: x; filename*0=a; filename*2=b\r\n\r\nx"))
                .containsExactly(Rule.PARAMETERS);
    }

    @Test
    void nothingIsThrownOnRandomInput() throws Exception {
        var random = new Random(23);
        var words =
                new String[] {
                    "Content-Type: multipart/mixed; boundary=b\r\n",
                    "Content-Type: multipart/digest; boundary=\"\"\r\n",
                    "Content-Type: message/rfc822\r\n",
                    "Content-Type: text/plain; name*1*=%; name*0=\"x\r\n",
                    "Content-Disposition: a; filename*99999999999999=x; filename**=y; *=; =\r\n",
                    "Content-Transfer-Encoding: base64\r\n",
                    "Content-Transfer-Encoding: quoted-printable\r\n",
                    "\r\n",
                    "--b\r\n",
                    "--b--\r\n",
                    "--\r\n",
                    "=3D=\r\n",
                    "begin 644 ",
                    "PK\1\2",
                    "PK\3\4",
                    "=?utf-8?Q?",
                    "\u00ff\u0000",
                    "\r",
                    "\n",
                    ":",
                    "(",
                    "\"",
                    "\\",
                    ";",
                    "x".repeat(2000)
                };
        for (int run = 0; run < 2_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            assertThat(broken(text.toString())).isNotNull();
        }
    }

    /// 36 MB in 1 MB pieces, which only a streaming reader gets through with little memory; and a
    /// parameter list as long as a field may be.
    @Test
    void largeMessagesAreStreamed() throws Exception {
        var head = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n".getBytes(UTF_8);
        var line = ("x".repeat(76) + "\r\n").repeat(13_443).getBytes(UTF_8);
        var content =
                new Content() {
                    @Override
                    public long size() {
                        return head.length + 36L * line.length;
                    }

                    @Override
                    public InputStream open() {
                        var parts =
                                IntStream.range(0, 36)
                                        .<InputStream>mapToObj(
                                                _ -> new java.io.ByteArrayInputStream(line))
                                        .toList();
                        return new SequenceInputStream(
                                new java.io.ByteArrayInputStream(head),
                                new SequenceInputStream(Collections.enumeration(parts)));
                    }
                };
        assertThat(broken(content)).containsExactly(Rule.UNCLOSED);

        var many = new StringBuilder("Content-Disposition: a");
        for (int i = 0; i < 2000; i++) {
            many.append(";\r\n filename*").append(i).append("=x");
        }
        assertThat(broken(many + ";\r\n filename*2000=.exe\r\n\r\nx")).contains(Rule.EXTENSION);
    }

    @Test
    void linesAmongTheFieldsThatAreNoneAreSeen() throws Exception {
        assertThat(broken("Subject: x\r\nno field\r\nX: y\r\n\r\nx")).contains(Rule.FIELDS);
        assertThat(broken("Subject: x\r\n\r\nx")).isEmpty();
    }

    /// What takes a careless reader minutes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?", "=?a?q?", "=?=", ".", "..x", " ", "%", "(", "()", "\\", "/", "a:", "*0=;"
            })
    void hostileNamesCostLinearTime(String piece) throws Exception {
        var name = piece.repeat(60_000 / piece.length());
        for (var quote : List.of("\"", "")) {
            var field = "Content-Disposition: a; filename=" + quote + name + "x" + quote;
            assertThat(broken(field + "\r\n\r\nx")).isNotNull();
        }
    }

    private Set<Rule> broken(String message) throws IOException {
        return broken(Content.of(message.getBytes(ISO_8859_1)));
    }

    private Set<Rule> broken(Content content) throws IOException {
        var broken = EnumSet.noneOf(Rule.class);
        walk.check(content, (rule, _) -> broken.add(rule));
        return broken;
    }
}
