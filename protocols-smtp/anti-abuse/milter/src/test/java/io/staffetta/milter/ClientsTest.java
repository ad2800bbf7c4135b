package io.staffetta.milter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.FilteredServer;
import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/// What a filter is told of clients of all kinds.
class ClientsTest {

    private ScriptedFilter filter;

    @BeforeEach
    void open() throws Exception {
        filter = new ScriptedFilter();
    }

    @AfterEach
    void close() throws Exception {
        filter.close();
    }

    private static FilteredServer server(String hooks) {
        return FilteredServer.start(hooks, "", new SmtpPlugin(), new MilterPlugin());
    }

    @Test
    void aClientByIpv6() {
        try (var server = server(MailServer.hook(filter));
                var client = server.connect("2001:db8::7")) {
            client.greet("client.example");
        }
        assertThat(filter.heard())
                .contains("C [2001:db8:0:0:0:0:0:7]|6|2001:db8:0:0:0:0:0:7|")
                .anyMatch(it -> it.contains("|{client_addr}|2001:db8:0:0:0:0:0:7|"));
    }

    @Test
    void aClientThatLoggedIn() {
        try (var server = server(MailServer.hook(filter));
                var client = server.connect("192.0.2.7")) {
            client.greet("client.example").login("bob@example.org");
            assertThat(client.envelope("bob@example.org", "bob@example.org")).startsWith("250");
            assertThat(client.message("Subject: x\n\nHi")).startsWith("250");
        }
        assertThat(filter.heard())
                .anyMatch(it -> it.contains("|{auth_type}|SAY-SO|{auth_authen}|bob@example.org|"));
    }

    @Test
    void aClientThatLoggedInMayBeSkipped() throws Exception {
        filter.answers('M', ScriptedFilter.packet('r'));
        var skip = "<skip-authenticated>true</skip-authenticated>";
        try (var server = server(MailServer.hook(filter, skip))) {
            try (var client = server.connect("192.0.2.7")) {
                client.greet("client.example");
                assertThat(client.envelope("a@b.example", "bob@example.org")).startsWith("550");
            }
            filter.heard().clear();
            try (var client = server.connect("192.0.2.7")) {
                client.greet("client.example").login("bob@example.org");
                assertThat(client.envelope("bob@example.org", "bob@example.org")).startsWith("250");
            }
        }
        assertThat(filter.heard()).noneMatch(it -> it.startsWith("M "));
    }

    @Test
    void aClientThatTurnsToTlsGreetsAnew() throws Exception {
        var dialogue =
                """
                S* 220
                C: EHLO one
                S* 250
                C: STARTTLS
                S* 220
                TLS
                C: EHLO two
                S* 250
                C: MAIL FROM:<a@b.example>
                S* 250
                C: QUIT
                S* 221
                CLOSE
                """;
        try (var server = MailServer.with(MailServer.hook(filter))) {
            Transcript.parse("tls", dialogue)
                    .play(TranscriptSocket.connect(server.server().address("in")), Map.of());
            filter.awaitEnd();
        }
        assertThat(filter.heard())
                .containsSubsequence("H one|", "H two|", "M <a@b.example>|", "A", "Q");
        assertThat(filter.heard().stream().filter(it -> it.startsWith("C "))).hasSize(1);
        assertThat(filter.heard())
                .anyMatch(it ->
                        it.startsWith("D H{tls_version}|TLSv1.3|{cipher}|TLS_")
                                && it.contains("|{cipher_bits}|"));
    }
}
