package io.staffetta.milter;

import static io.staffetta.milter.ScriptedFilter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// What filters change.
class EditsTest {

    private ScriptedFilter filter;

    @BeforeEach
    void open() throws Exception {
        filter = new ScriptedFilter();
    }

    @AfterEach
    void close() throws Exception {
        filter.close();
    }

    /// What a message becomes, without our own field.
    private String edited(String message, byte[]... edits) throws Exception {
        var all = new byte[edits.length + 1][];
        System.arraycopy(edits, 0, all, 0, edits.length);
        all[edits.length] = packet('c');
        filter.answers('E', all);
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(message)).startsWith("250");
            var text = server.delivered().getFirst();
            return text.replaceFirst("Received: .*\r\n(?:[ \t].*\r\n)*", "(ours)\r\n");
        }
    }

    private static String header(String message) {
        return message.substring(0, message.indexOf("\r\n\r\n") + 2).replace("\r\n", "|");
    }

    @Test
    void addsAtTheEnd() throws Exception {
        var text = edited(SmtpClient.MESSAGE, packet('h', "X-New|1|"), packet('h', "X-Two|2|"));
        assertThat(header(text))
                .isEqualTo("(ours)|Subject: one|X-Test: a|X-Test: b| folded|X-New: 1|X-Two: 2|");
    }

    @Test
    void insertsWhereOurOwnFieldCounts() throws Exception {
        var text =
                edited(
                        SmtpClient.MESSAGE,
                        packet('i', 0, "X-Top|0|"),
                        packet('i', 2, "X-Below-Ours|1|"),
                        packet('i', 99, "X-End|2|"));
        assertThat(header(text))
                .isEqualTo(
                        "X-Top: 0|(ours)|X-Below-Ours: 1|Subject: one|X-Test: a|X-Test: b| folded|"
                                + "X-End: 2|");
    }

    @Test
    void changesByNumberOfTheName() throws Exception {
        var text =
                edited(
                        SmtpClient.MESSAGE,
                        packet('m', 2, "x-test|B|"),
                        packet('m', 0, "X-Test|A|"),
                        packet('m', 1, "X-Missing|new|"),
                        packet('m', 1, "X-Nothing||"),
                        packet('m', 1, "Received|more|"));
        assertThat(header(text))
                .isEqualTo(
                        "(ours)|Subject: one|X-Test: A|x-test: B|X-Missing: new|Received: more|");
    }

    @Test
    void removesAndNeverOurOwnField() throws Exception {
        var text =
                edited(
                        SmtpClient.MESSAGE,
                        packet('m', 1, "X-Test||"),
                        packet('m', 1, "Received||"),
                        packet('m', 1, "Subject||"));
        assertThat(header(text)).isEqualTo("(ours)|X-Test: b| folded|");
    }

    @Test
    void foldsWithLineBreaksOfAnyKind() throws Exception {
        var text =
                edited(
                        SmtpClient.MESSAGE,
                        packet('h', "X-A|1\n\t2\r\n 3|"),
                        packet('h', "X-B|1\r\n|"));
        assertThat(header(text)).endsWith("X-A: 1|\t2| 3|X-B: 1|");
    }

    @Test
    void keepsTheSpaceToItselfIfItSaidSo() throws Exception {
        filter.negotiates(6, 0x1ff, 0x100000);
        var text =
                edited(
                        SmtpClient.MESSAGE,
                        packet('h', "X-A|1|"),
                        packet('h', "X-B|  2|"),
                        packet('m', 1, "Subject|\tx|"));
        assertThat(header(text)).startsWith("(ours)|Subject:\tx|").endsWith("X-A:1|X-B:  2|");
        assertThat(filter.heard()).contains("L Subject| one|");
    }

    @Test
    void replacesTheBodyInParts() throws Exception {
        var text =
                edited(
                        SmtpClient.MESSAGE,
                        packet('b', "a\r"),
                        packet('h', "X-Between|1|"),
                        packet('b', "\nb\nc\rd"),
                        packet('b', ""));
        assertThat(text).endsWith("X-Between: 1\r\n\r\na\r\nb\r\nc\r\nd\r\n");
    }

    @Test
    void replacesTheBodyByNothing() throws Exception {
        assertThat(edited(SmtpClient.MESSAGE, packet('b', ""))).endsWith(" folded\r\n\r\n");
    }

    @Test
    void replacesALargeBodyByWayOfAFileThatVanishes() throws Exception {
        var part = packet('b', ("y".repeat(998) + "\r\n").repeat(60).getBytes(ISO_8859_1));
        filter.answers('E', part, part, part, part, part, part, packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(server.delivered().getFirst())
                    .endsWith("\r\n\r\n" + ("y".repeat(998) + "\r\n").repeat(360));
            assertThat(server.server().folder().resolve("data/milter")).isEmptyDirectory();
        }
    }

    @Test
    void changesTheEnvelope() throws Exception {
        filter.answers(
                'E',
                packet('+', "<other@example.org>|"),
                packet('2', "<third@example.org>|NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+2Bb@c|"),
                packet('-', "<user@example.org>|"),
                packet('e', "<new@client.example>|RET=HDRS ENVID=a+2Bb SIZE=1|"),
                packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            var envelope = server.server().deliveries().getFirst().envelope();
            assertThat(envelope.reversePath()).hasToString("new@client.example");
            assertThat(envelope.parameters().envelopeId()).contains("a+b");
            assertThat(envelope.parameters().returned()).hasToString("Optional[HEADERS]");
            assertThat(envelope.recipients())
                    .extracting(it -> it.original().toString())
                    .containsExactly("other@example.org", "third@example.org");
            assertThat(envelope.recipients().getLast().parameters().originalRecipient())
                    .contains("rfc822;a+b@c");
            assertThat(envelope.recipients().getLast().parameters().notifyOn()).hasSize(2);
        }
    }

    @Test
    void theSenderMayBecomeNobody() throws Exception {
        filter.answers('E', packet('e', "<>|"), packet('a'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            var envelope = server.server().deliveries().getFirst().envelope();
            assertThat(envelope.reversePath()).hasToString("");
        }
    }

    @Test
    void addedRecipientsAreGuarded() throws Exception {
        filter.answers('E', packet('+', "<a@elsewhere.example>|"), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("550 5.7.1");
            assertThat(server.delivered()).isEmpty();
        }
    }

    @Test
    void nothingChangesIfTheLastWordIsNo() throws Exception {
        for (var last : List.of('r', 't', 'd')) {
            filter.answers('E', packet('h', "X-A|1|"), packet('b', "new"), packet(last));
            try (var server = MailServer.with(MailServer.hook("observe", filter));
                    var client = server.client()) {
                assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
                assertThat(server.delivered().getFirst()).endsWith(SmtpClient.MESSAGE);
            }
        }
    }

    @Test
    void nothingChangesWhereItIsOnlyObserved() throws Exception {
        filter.answers('E', packet('h', "X-A|1|"), packet('b', "new"), packet('c'));
        try (var server = MailServer.with(MailServer.hook("observe", filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(server.delivered().getFirst()).endsWith(SmtpClient.MESSAGE);
        }
    }

    /// Each is an error of the filter: none of what it said is done.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hX-A|1\r\nX-B: 2|",
                "hX-A|1\nX-B: 2|",
                "hX-A|1\rX|",
                "hX A|1|",
                "h|1|",
                "hX:A|1|",
                "hX-A|1",
                "hX-A|",
                "hX-A|1|more|",
                "m",
                "i|||",
                "+|",
                "+no address@|",
                "+<a@b..c>|",
                "-|",
                "e<a b@c>|",
                "e<a@b>|RET=SOME|",
                "e<a@b>|ENVID=+0D+0A|",
                "2<user@example.org>|NOTIFY=NEVER,DELAY|",
                "2<user@example.org>|ORCPT=x|",
                "qno end",
                "y550 5.7.1 no|more|",
                "y550-5.7.1 a\r\n551 5.7.1 b|",
                "y550 4.7.1 no|",
                "y250 2.0.0 ok|",
                "y550 a\n550 b|",
                "y|",
                "y590 5.9.9 no|",
                "cmore",
                "l",
                "\u00ff"
            })
    void whatIsNotValidIsNotDone(String bad) throws Exception {
        filter.answers(
                'E',
                packet('h', "X-Good|1|"),
                packet(bad.charAt(0), bad.substring(1)),
                packet('c'));
        var hook = MailServer.hook(filter, "<default-action>tempfail</default-action>");
        try (var server = MailServer.with(hook);
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("451 4.7.1");
            assertThat(server.delivered()).isEmpty();
            assertThat(server.metric("hook_findings", "milter", "error")).endsWith(" 1.0");
        }
        var lenient = MailServer.hook(filter, "<default-action>accept</default-action>");
        try (var server = MailServer.with(lenient);
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(server.delivered().getFirst()).endsWith(SmtpClient.MESSAGE);
        }
    }

    @Test
    void editsThatWereNotNegotiatedAreErrors() throws Exception {
        filter.negotiates(6, 0x01, 0).answers('E', packet('b', "new"), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("421 4.7.1");
        }
    }

    @Test
    void editsBeforeTheEndAreErrors() throws Exception {
        filter.answers('N', packet('h', "X-A|1|"), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("421 4.7.1");
        }
    }

    @Test
    void editsAreBounded() throws Exception {
        var settings =
                "<max-edits>1000</max-edits><max-replaced-body>100</max-replaced-body>"
                        + "<default-action>tempfail</default-action>";
        var one = packet('h', "X-A|" + "1".repeat(300) + "|");
        filter.answers('E', one, one, one, packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter, settings));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("451 4.7.1");
        }
        filter.answers('E', packet('b', "x".repeat(60)), packet('b', "x".repeat(60)), packet('c'));
        try (var server = MailServer.with(MailServer.hook(filter, settings));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("451 4.7.1");
        }
    }
}
