package io.staffetta.milter;

import static io.staffetta.milter.ScriptedFilter.negotiation;
import static io.staffetta.milter.ScriptedFilter.packet;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// What a filter is told, octet by octet.
class DialogueTest {

    private ScriptedFilter filter;

    @BeforeEach
    void open() throws Exception {
        filter = new ScriptedFilter();
    }

    @AfterEach
    void close() throws Exception {
        filter.close();
    }

    @Test
    void aWholeSession() throws Exception {
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.say("EHLO client.example")).startsWith("250");
            assertThat(client.say("XYZZY 1")).startsWith("500 5.5.1");
            assertThat(client.say("MAIL FROM:<sender@client.example> SIZE=100 BODY=8BITMIME"))
                    .startsWith("250");
            assertThat(client.say("RCPT TO:<user@example.org> NOTIFY=FAILURE")).startsWith("250");
            assertThat(client.message(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(client.say("QUIT")).startsWith("221");
            filter.awaitEnd();
        }
        var id = id(filter.heard());
        assertThat(filter.heard())
                .containsExactly(
                        "O 00000006000001ff001fffff",
                        filter.heard().get(1),
                        "C [127.0.0.1]|4|127.0.0.1|",
                        "H client.example|",
                        "U XYZZY 1|",
                        "D Mi|"
                                + id
                                + "|{mail_addr}|sender@client.example|"
                                + "{mail_host}|client.example|{mail_mailer}|smtp|",
                        "M <sender@client.example>|SIZE=100|BODY=8BITMIME|",
                        "D Ri|"
                                + id
                                + "|{rcpt_addr}|user@example.org|"
                                + "{rcpt_host}|example.org|{rcpt_mailer}|smtp|",
                        "R <user@example.org>|NOTIFY=FAILURE|",
                        "D Ti|" + id + "|",
                        "T",
                        "L Subject|one|",
                        "L X-Test|a|",
                        "L X-Test|b\n folded|",
                        "D Ni|" + id + "|",
                        "N",
                        "B Hello\r\nWorld\r\n",
                        "D Ei|" + id + "|",
                        "E",
                        "A",
                        "Q");
        assertThat(filter.heard().get(1))
                .startsWith("D Cj|mx.test.example|_|[127.0.0.1] [127.0.0.1]|v|Staffetta ")
                .contains("|{daemon_name}|in|{daemon_addr}|127.0.0.1|{daemon_port}|")
                .contains("|{client_addr}|127.0.0.1|{client_name}|[127.0.0.1]|{client_port}|")
                .endsWith("|{client_ptr}|unknown|");
    }

    @Test
    void ourReceivedFieldIsNotShownAndStaysOnTop() throws Exception {
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail("Received: from there\r\nSubject: x\r\n\r\nHi\r\n"))
                    .startsWith("250");
            assertThat(filter.heard().stream().filter(it -> it.startsWith("L")))
                    .containsExactly("L Received|from there|", "L Subject|x|");
            assertThat(server.delivered().getFirst())
                    .startsWith("Received: from client.example ([127.0.0.1])")
                    .endsWith("\r\nReceived: from there\r\nSubject: x\r\n\r\nHi\r\n");
        }
    }

    @Test
    void octetsThatAreNoTextArriveAsTheyAre() throws Exception {
        filter.negotiates(6, 0x1ff, 0x100000);
        var message = "Subject:\u00e9\u00ff\r\n\t\u0080 \r\n\r\n\u00e9\r\n";
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(message)).startsWith("250");
            assertThat(filter.heard())
                    .contains("L Subject|\u00e9\u00ff\n\t\u0080 |", "B \u00e9\r\n");
            assertThat(server.delivered().getFirst()).endsWith(message);
        }
    }

    @Test
    void aTransactionThatEndedEarlyIsAborted() throws Exception {
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            client.envelope("user@example.org");
            assertThat(client.say("RSET")).startsWith("250");
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            client.say("MAIL FROM:<>");
            client.say("QUIT");
            filter.awaitEnd();
        }
        assertThat(codes()).isEqualTo("OCHMRAHMRTLLLNBEAMAQ");
    }

    @Test
    void recipientsThatAGuardRefusedAreTakenBack() throws Exception {
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            client.envelope("user@example.org");
            assertThat(client.say("RCPT TO:<nobody@example.org>")).startsWith("550 5.1.1");
            assertThat(client.say("RCPT TO:<other@example.org>")).startsWith("250");
            assertThat(client.message(SmtpClient.MESSAGE)).startsWith("250");
        }
        assertThat(codes()).startsWith("OCHMRRRAMRRTLLLNBEA");
        assertThat(filter.heard().subList(filter.heard().indexOf("A"), filter.heard().size()))
                .contains("R <user@example.org>|", "R <other@example.org>|")
                .doesNotContain("R <nobody@example.org>|");
    }

    @Test
    void theFilterChoosesItsMacros() throws Exception {
        var lists = new ByteArrayOutputStream();
        lists.writeBytes(negotiation(6, 0x100, 0));
        lists.writeBytes(new byte[] {0, 0, 0, 0});
        lists.writeBytes("{client_addr} {nothing}\0".getBytes(ISO_8859_1));
        lists.writeBytes(new byte[] {0, 0, 0, 5});
        lists.writeBytes("i j\0".getBytes(ISO_8859_1));
        lists.writeBytes(new byte[] {0, 0, 0, 6});
        lists.writeBytes("\0".getBytes(ISO_8859_1));
        var octets = lists.toByteArray();
        octets[3] = (byte) (octets.length - 4);
        filter.negotiates(octets);
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
        }
        assertThat(filter.heard()).contains("D C{client_addr}|127.0.0.1|");
        assertThat(filter.heard().stream().filter(it -> it.startsWith("D E")))
                .allMatch(it -> it.endsWith("|j|mx.test.example|"))
                .hasSize(1);
        assertThat(filter.heard()).noneMatch(it -> it.startsWith("D N"));
    }

    @Test
    void theOperatorChoosesWhatTheFilterDoesNot() throws Exception {
        var settings = "<macros><connect>j</connect><helo/><mail>v</mail></macros>";
        try (var server = MailServer.with(MailServer.hook(filter, settings));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
        }
        assertThat(filter.heard())
                .contains("D Cj|mx.test.example|")
                .anyMatch(it -> it.startsWith("D Mv|Staffetta"));
    }

    @Test
    void eventsThatTheFilterDoesNotWantAreNotSentButTheirMacrosAre() throws Exception {
        filter.negotiates(6, 0x1ff, 0x37f);
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            client.say("XYZZY");
            client.say("QUIT");
            filter.awaitEnd();
        }
        assertThat(codes()).isEqualTo("OEAQ");
        assertThat(filter.heard().stream().filter(it -> it.startsWith("D")).map(it -> it.charAt(2)))
                .containsExactly('C', 'M', 'R', 'T', 'N', 'E');
    }

    @Test
    void eventsThatTheFilterDoesNotAnswerAreNotWaitedFor() throws Exception {
        filter.negotiates(6, 0x1ff, 0xff080 & ~0x100000);
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.say("XYZZY")).startsWith("500");
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(client.say("QUIT")).startsWith("221");
            filter.awaitEnd();
        }
        assertThat(codes()).isEqualTo("OCUHMRTLLLNBEAQ");
    }

    @Test
    void oldFiltersAreNotToldWhatTheyDoNotKnow() throws Exception {
        filter.negotiates(2, 0x3f, 0);
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            client.say("XYZZY");
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            client.say("QUIT");
            filter.awaitEnd();
        }
        assertThat(codes()).isEqualTo("OCHMRLLLNBEAQ");
        assertThat(filter.heard()).noneMatch(it -> it.startsWith("D T"));
    }

    @Test
    void theOperatorMayKeepToAnOldVersion() throws Exception {
        filter.negotiates(4, 0x3f, 0);
        try (var server = MailServer.with(MailServer.hook(filter, "<protocol>4</protocol>"));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
        }
        assertThat(filter.heard().getFirst()).isEqualTo("O 000000040000003f0000037f");
        assertThat(codes()).startsWith("OCHMRTLLLNBEA");
    }

    @Test
    void aBodyComesInChunksUntilTheFilterHasEnough() throws Exception {
        var line = "x".repeat(998) + "\r\n";
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail("Subject: x\r\n\r\n" + line.repeat(200))).startsWith("250");
            var sizes =
                    filter.heard().stream().filter(it -> it.startsWith("B")).map(String::length);
            assertThat(sizes).containsExactly(65537, 65537, 65537, 200_000 - 3 * 65535 + 2);

            filter.heard().clear();
            filter.answers('B', packet('s'));
        }
        filter.negotiates(6, 0x1ff, 0x400);
        try (var server = MailServer.with(MailServer.hook(filter));
                var client = server.client()) {
            assertThat(client.mail("Subject: x\r\n\r\n" + line.repeat(200))).startsWith("250");
            assertThat(filter.heard().stream().filter(it -> it.startsWith("B"))).hasSize(1);
            assertThat(filter.heard()).contains("E");
        }
    }

    @Test
    void severalFiltersAreAskedInOrderAndSeeTheEditsBeforeThem() throws Exception {
        filter.answers('E', packet('h', "X-First|yes|"), packet('c'));
        try (var second = new ScriptedFilter();
                var server = MailServer.with(MailServer.hook(filter) + MailServer.hook(second));
                var client = server.client()) {
            assertThat(client.mail(SmtpClient.MESSAGE)).startsWith("250");
            assertThat(second.heard()).contains("L X-First|yes|");
            assertThat(filter.heard()).doesNotContain("L X-First|yes|");
        }
    }

    /// The codes of all packets but macros.
    private String codes() {
        return filter.heard().stream()
                .filter(it -> !it.startsWith("D "))
                .map(it -> it.substring(0, 1))
                .reduce("", String::concat);
    }

    private static String id(List<String> heard) {
        var macros = heard.stream().filter(it -> it.startsWith("D Mi|")).findFirst().orElseThrow();
        return macros.split("\\|")[1];
    }
}
