package io.staffetta.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.FilteredServer;

import org.junit.jupiter.api.Test;

class MimeHookTest {

    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b\n\n";
    private static final String HARMLESS =
            MIXED
                    + "--b\nContent-Type: text/plain\n\nHello\n"
                    + "--b\nContent-Type: application/pdf; name=\"a b.pdf\"\n"
                    + "Content-Disposition: attachment; filename=\"a b.pdf\"\n\nx\n--b--";
    private static final String PROGRAM =
            MIXED
                    + "--b\n"
                    + "Content-Type: application/octet-stream\n"
                    + "Content-Disposition: attachment;\n"
                    + " filename*0=\"in\"; filename*1=voice.e;\n"
                    + " filename*2*=%78%65\n\n"
                    + "x\n"
                    + "--b--";

    @Test
    void refusesProgramsAndNothingElse() throws Exception {
        try (var mta = mta("")) {
            assertThat(mta.send(HARMLESS)).startsWith("250 ");
            assertThat(mta.send("Subject: plain\n\nText")).startsWith("250 ");
            assertThat(mta.send(PROGRAM)).startsWith("550 5.7.1").contains("invoice.exe");
            assertThat(mta.server().deliveries()).hasSize(2);
            assertThat(mta.server().server().metrics()).contains("result=\"extension\"");
        }
        try (var mta = started("<hook use='mime' mode='observe'/>")) {
            assertThat(mta.send(PROGRAM)).startsWith("250 ");
            assertThat(mta.hasDelivered()).isTrue();
            assertThat(mta.server().server().metrics())
                    .containsPattern("hook_decisions_total\\{[^}]*decision=\"refuse\"[^}]*} 1");
        }
    }

    @Test
    void actionsAreTheOperators() throws Exception {
        try (var mta = mta("<actions><extension>quarantine</extension></actions>")) {
            assertThat(mta.send(PROGRAM)).startsWith("250 ");
            assertThat(mta.hasDelivered()).isFalse();
        }
        try (var mta = mta("<actions><extension>next</extension></actions>")) {
            assertThat(mta.send(PROGRAM)).startsWith("250 ");
            assertThat(mta.hasDelivered()).isTrue();
        }
        try (var mta = mta("<extension>pdf</extension>")) {
            assertThat(mta.send(PROGRAM)).startsWith("250 ");
            assertThat(mta.send(HARMLESS)).startsWith("550 5.7.1");
        }
        try (var mta = mta("<media-type>application/*</media-type>")) {
            assertThat(mta.send(HARMLESS)).startsWith("550 5.7.1").contains("application/pdf");
        }
    }

    @Test
    void limitsHold() throws Exception {
        var two = MIXED + "--b\n\n1\n--b\n\n2\n--b--";
        try (var mta = mta("<max-parts>3</max-parts>")) {
            assertThat(mta.send(two)).startsWith("250 ");
            assertThat(mta.send(two.replace("--b--", "--b\n\n3\n--b--"))).startsWith("550 5.6.0");
        }
        try (var mta = mta("<max-depth>2</max-depth>")) {
            assertThat(mta.send(nested(2))).startsWith("250 ");
            assertThat(mta.send(nested(3))).startsWith("550 5.6.0").contains("nested");
            assertThat(mta.send("Content-Type: message/rfc822\n\n".repeat(3) + "Subject: x\n\nx"))
                    .startsWith("550 5.6.0");
        }
        try (var mta = mta("<max-header-size>100</max-header-size>")) {
            assertThat(mta.send("Subject: x\nX: " + "x".repeat(500) + "\n\nx"))
                    .startsWith("550 5.6.0 Message refused: the message cannot be parsed");
        }
    }

    @Test
    void aBadStructureIsRefused() throws Exception {
        try (var mta = mta("")) {
            assertThat(mta.send("Content-Type: multipart/mixed\n\n--b\n\nx\n--b--"))
                    .contains("no boundary");
            assertThat(mta.send("Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----"))
                    .startsWith("550 5.6.0");
            assertThat(mta.send(MIXED.replace("=b", "=" + "b".repeat(71)) + "x"))
                    .contains("too long");
            assertThat(mta.send(MIXED.replace("=b", "=b; boundary=c") + "x"))
                    .contains("two boundaries");
            assertThat(mta.send("Content-Type: text/plain\n" + MIXED + "--b\n\nx\n--b--"))
                    .contains("occurs twice");
            assertThat(mta.send(MIXED + "--b\n" + MIXED + "--b\n\nx\n--b--"))
                    .contains("used twice");
            assertThat(mta.send("Content-Transfer-Encoding: base64\n" + MIXED + "--b--"))
                    .contains("encoded in base64");
            assertThat(mta.send("Content-Transfer-Encoding: x-yenc\n\nx"))
                    .contains("unknown transfer encoding");
            assertThat(mta.hasDelivered()).isFalse();
            assertThat(mta.send(MIXED + "--b\n\nx")).startsWith("250 ");
            assertThat(mta.server().server().metrics()).contains("result=\"unclosed\"");
        }
    }

    @Test
    void looksIntoMessagesTextAndArchives() throws Exception {
        var inner = PROGRAM.replace("boundary=b", "boundary=c").replace("--b", "--c");
        var attached = MIXED + "--b\nContent-Type: message/rfc822\n\n" + inner + "\n--b--";
        var uuencoded = "Subject: x\n\nhi\nbegin 644 evil.exe\n#0V%T\n`\nend";
        try (var mta = mta("")) {
            assertThat(mta.send(attached)).startsWith("550 5.7.1");
            assertThat(mta.send(uuencoded)).startsWith("550 5.7.1");
        }
        try (var mta = mta("<uuencode>false</uuencode>")) {
            assertThat(mta.send(uuencoded)).startsWith("250 ");
        }
        var zip =
                "Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n"
                        + ZipNamesTest.base64("docs/readme.txt", "docs/run.exe");
        try (var mta = mta("")) {
            assertThat(mta.send(zip)).startsWith("250 ");
        }
        try (var mta = mta("<archives>true</archives>")) {
            assertThat(mta.send(zip)).startsWith("550 5.7.1").contains("run.exe");
            assertThat(
                            mta.send(
                                    zip.lines().limit(3).reduce("", (a, b) -> a + b + "\n")
                                            + ZipNamesTest.base64("a.txt")))
                    .startsWith("250 ");
        }
    }

    @Test
    void mistakesAreTold() {
        assertThatThrownBy(() -> started("<hook use='mime'><extension>.exe</extension></hook>"))
                .hasMessageContaining("extension '.exe' must be without a dot");
    }

    private static String nested(int depth) {
        var message = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            message.append("Content-Type: multipart/mixed; boundary=b").append(i);
            message.append("\n\n--b").append(i).append('\n');
        }
        message.append("\nx\n");
        for (int i = depth - 1; i >= 0; i--) {
            message.append("--b").append(i).append("--\n");
        }
        return message.toString();
    }

    private static FilteredServer mta(String settings) {
        return started("<hook use='mime'>" + settings + "</hook>");
    }

    private static FilteredServer started(String chain) {
        return FilteredServer.start(chain, "", new SmtpPlugin(), new MimePlugin());
    }
}
