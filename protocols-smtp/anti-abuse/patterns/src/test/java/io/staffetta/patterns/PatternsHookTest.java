package io.staffetta.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.FilteredServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;

class PatternsHookTest {

    private static final String SUBJECT =
            "<rule><name>pills</name><header>Subject</header><pattern>cheap"
                    + " pills</pattern>%s</rule>";
    private static final String REFUSE = "<action>refuse</action><text>554 5.7.7 No pills</text>";

    @Test
    void refusesWhatMatchesAndNothingElse() throws Exception {
        var bad = "Subject: Very CHEAP\n Pills\n\nText";
        try (var mta = mta(SUBJECT.formatted(REFUSE))) {
            assertThat(mta.send("Subject: Cheap thrills\nX: cheap pills\n\ncheap pills"))
                    .startsWith("250 ");
            assertThat(mta.send(bad)).isEqualTo("554 5.7.7 No pills");
            assertThat(mta.server().deliveries()).hasSize(1);
        }
        try (var mta =
                started(
                        "<hook use='patterns' mode='observe'>%s</hook>"
                                .formatted(SUBJECT.formatted(REFUSE)))) {
            assertThat(mta.send(bad)).startsWith("250 ");
            assertThat(mta.hasDelivered()).isTrue();
            assertThat(mta.server().server().metrics())
                    .containsPattern("hook_decisions_total\\{[^}]*decision=\"refuse\"[^}]*} 1");
        }
    }

    /// What hides too deep to be looked at has not been looked at.
    @Test
    void whatCannotBeDecodedIsNotTakenForChecked() throws Exception {
        var message = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            message.append(
                    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
        }
        message.append("\nvirus\n");
        var rule =
                "<rule><body>decoded</body><pattern>virus</pattern><action>refuse</action></rule>";
        try (var mta = mta(rule)) {
            assertThat(mta.send(message.toString()))
                    .isEqualTo("550 5.6.0 The text of the message cannot be decoded");
        }
        try (var mta = mta(rule + "<unreadable>next</unreadable>")) {
            assertThat(mta.send(message.toString())).startsWith("250 ");
            assertThat(mta.hasDelivered()).isTrue();
        }
        try (var mta = mta(rule + "<unreadable>quarantine</unreadable>")) {
            assertThat(mta.send(message.toString())).startsWith("250 ");
            assertThat(mta.hasDelivered()).isFalse();
        }
        assertThatThrownBy(() -> mta(rule + "<unreadable>bcc</unreadable>"))
                .hasMessageContaining("unreadable must be refuse, quarantine or next");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    refuse     |                       | 550 5.7.1 Message content rejected
                    refuse     | 4.7.0 Later           | 450 4.7.0 Later
                    refuse     | Just no               | 550 5.7.1 Just no
                    warn       | look                  | 250
                    next       |                       | 250
                    discard    |                       | 250
                    quarantine |                       | 250
                    """)
    void actsAsConfigured(String action, String text, String reply) throws Exception {
        var what =
                "<action>%s</action>".formatted(action)
                        + (text == null ? "" : "<text>%s</text>".formatted(text));
        try (var mta = mta(SUBJECT.formatted(what))) {
            assertThat(mta.send("Subject: cheap pills\n\nText")).startsWith(reply);
            assertThat(mta.hasDelivered())
                    .isEqualTo(action.equals("warn") || action.equals("next"));
        }
    }

    @Test
    void editsFields() throws Exception {
        try (var mta =
                mta(
                        rule("X-Secret", ".", "remove", "")
                                + rule("X-Old", ".", "replace", "X-New: 1")
                                + rule("Subject", "ciao", "prepend", "X-Seen: yes"))) {
            assertThat(mta.send("X-Secret: 1\nX-Old: 2\nSubject: Ciao\nX-Secret: 3\n\nText"))
                    .startsWith("250 ");
            assertThat(mta.delivered())
                    .startsWith("Received:")
                    .endsWith("\r\nX-New: 1\r\nX-Seen: yes\r\nSubject: Ciao\r\n\r\nText\r\n");
        }
    }

    @Test
    void redirectsAndCopies() throws Exception {
        try (var mta =
                mta(
                        SUBJECT.formatted(
                                "<action>redirect</action><text>postmaster@example.org</text>"))) {
            assertThat(mta.send("Subject: cheap pills\n\nText")).startsWith("250 ");
            assertThat(mta.server().deliveries())
                    .singleElement()
                    .extracting(d -> d.recipient(0).mailbox().toString())
                    .isEqualTo("postmaster@example.org");
        }
        try (var mta =
                mta(SUBJECT.formatted("<action>bcc</action><text>postmaster@example.org</text>"))) {
            assertThat(mta.send("Subject: cheap pills\n\nText")).startsWith("250 ");
            assertThat(mta.server().deliveries().getFirst().envelope().recipients()).hasSize(2);
        }
    }

    @Test
    void theFirstRuleThatMatchesDecides() throws Exception {
        try (var mta =
                mta(
                        rule("*", "^Subject: \\[list]", "next", "")
                                + rule("Subject", "pills", "refuse", ""))) {
            assertThat(mta.send("Subject: [list] pills\n\nText")).startsWith("250 ");
            assertThat(mta.send("Subject: pills\n\nText")).startsWith("550 ");
        }
    }

    @Test
    void decodesEncodedWordsIfWanted() throws Exception {
        var subject = "Subject: =?utf-8?B?cGlsbHM=?=\n\nText";
        var rule = rule("Subject", "pills", "refuse", "");
        try (var mta = mta(rule)) {
            assertThat(mta.send(subject)).startsWith("250 ");
        }
        try (var mta = mta(rule.replace("<pattern>", "<decode>true</decode><pattern>"))) {
            assertThat(mta.send(subject)).startsWith("550 ");
        }
    }

    @Test
    void looksAtBodyLines() throws Exception {
        var rule = "<rule><body/><pattern>^buy now$</pattern><action>refuse</action></rule>";
        try (var mta = mta(rule)) {
            assertThat(mta.send("Subject: x\n\nHello\nBuy now\nBye")).startsWith("550 5.7.1");
            assertThat(mta.send("Subject: x\n\nHello\nDo buy now\nBye")).startsWith("250 ");
            assertThat(mta.send("Subject: x\n\n" + "0123456789\n".repeat(5000) + "buy now"))
                    .startsWith("250 ");
        }
        try (var mta = mta(rule + "<body-limit>1M</body-limit>")) {
            assertThat(mta.send("Subject: x\n\n" + "0123456789\n".repeat(5000) + "buy now"))
                    .startsWith("550 ");
        }
    }

    @Test
    void looksAtDecodedTextIfWanted() throws Exception {
        var message =
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n"
                        + "Content-Transfer-Encoding: base64\n\nSGVsbG8KYnV5IG5vdwo=\n--b--";
        var rule = "<rule><body>%s</body><pattern>buy now</pattern><action>refuse</action></rule>";
        try (var mta = mta(rule.formatted("raw"))) {
            assertThat(mta.send(message)).startsWith("250 ");
        }
        try (var mta = mta(rule.formatted("decoded"))) {
            assertThat(mta.send(message)).startsWith("550 ");
            assertThat(mta.send("Subject: x\n\nhello")).startsWith("250 ");
        }
    }

    @Test
    void readsFilesOfPostfix(@TempDir Path folder) throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("header_checks"),
                        """
                        # Comment
                        /^subject:.*\\/path/   REJECT no
                           paths
                        !/^[a-z-]+:/          REJECT strange name
                        |^X-Case: A|i         DISCARD
                        /^X-Gone:/            IGNORE
                        """);
        var rule = "<rule><header>*</header><file>" + file + "</file></rule>";
        try (var mta = mta(rule)) {
            assertThat(mta.send("Subject: a/path\n\nT")).isEqualTo("550 5.7.1 no paths");
            assertThat(mta.send("X_Y: 1\n\nT")).isEqualTo("550 5.7.1 strange name");
            assertThat(mta.send("X-Case: a\nX-Gone: 1\n\nT")).startsWith("250 ");
            assertThat(mta.delivered()).doesNotContain("X-Gone");
        }
        Files.writeString(file, "/ok/ DUNNO\n\n/(/ REJECT\n");
        assertRefused(rule, "header_checks line 3: pattern '('");
        Files.writeString(file, "/a/ PREPEND $1\n");
        assertRefused(rule, "line 1");
        Files.writeString(file, "if /a/\n");
        assertRefused(rule, "line 1");
    }

    @Test
    void mistakesAreTold() {
        assertRefused("", "rule is missing");
        assertRefused(rule("Subject", "(", "refuse", ""), "pattern '(' is wrong");
        assertRefused(rule("Subject", "(?=x)", "refuse", ""), "pattern '(?=x)' is wrong");
        assertRefused(rule("Subject", "x", "redirect", "nobody"), "text ");
        assertRefused(rule("Subject", "x", "prepend", "nothing"), "text is not a header field");
        assertRefused(rule("Subject", "x", "refuse", "550 4.7.1 x"), "text ");
        assertRefused("<rule><pattern>x</pattern><action>next</action></rule>", "header or body");
        assertRefused(
                "<rule><body/><pattern>x</pattern><action>remove</action></rule>",
                "action works on header only");
    }

    /// The classic that takes a backtracking engine for ever.
    @Test
    void hostileTextCostsLinearTime() throws Exception {
        var rule =
                rule("*", "^Subject: (a+)+$", "refuse", "")
                        + "<rule><body/><pattern>(x+x+)+y</pattern><action>refuse</action></rule>";
        try (var mta = mta(rule)) {
            var line = "x".repeat(900) + "\n";
            assertThat(mta.send("Subject: " + "a".repeat(900) + "!\n\n" + line.repeat(50)))
                    .startsWith("250 ");
        }
    }

    private static void assertRefused(String rules, String message) {
        assertThatThrownBy(() -> started("<hook use='patterns'>" + rules + "</hook>"))
                .hasMessageContaining(message);
    }

    private static String rule(String header, String pattern, String action, String text) {
        return "<rule><header>%s</header><pattern><![CDATA[%s]]></pattern><action>%s</action>%s</rule>"
                .formatted(
                        header, pattern, action, text.isEmpty() ? "" : "<text>" + text + "</text>");
    }

    private static FilteredServer mta(String rules) {
        return started("<hook use='patterns'>" + rules + "</hook>");
    }

    private static FilteredServer started(String chain) {
        return FilteredServer.start(chain, "", new SmtpPlugin(), new PatternsPlugin());
    }
}
