package io.staffetta.authres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.TestServer;
import io.staffetta.testkit.Transcript;
import io.staffetta.testkit.TranscriptSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The hook as operators configure it.
class AuthenticationResultsXmlTest {

    private static final String CLAIMS =
            """
            <hook use="claims">
              <check>spf pass smtp.helo h.example</check>
              <check>spf fail smtp.mailfrom a.example</check>
              <check>greylist pass x.y z</check>
              <field>mx.test.example; dmarc=pass header.from=a.example</field>
            </hook>
            """;

    private static final String LOGIN = "C: AUTH ANN =\nS* 235\n";

    @Test
    void oneFieldOnTopAndNoForgedOnes() {
        var stored =
                stored(
                        CLAIMS + "<hook use=\"authentication-results\"/>",
                        "Authentication-Results: mx.test.example; spf=pass smtp.mailfrom=a.example",
                        "authentication-results : (x) MX.test.example\\r\\n ; dkim=pass",
                        "Authentication-Results: other.example; spf=pass",
                        "Authentication-Results: mx.test.example; dmarc=pass"
                                + " header.from=a.example");
        assertThat(stored)
                .startsWith(
                        """
                        Authentication-Results: mx.test.example;
                        \tspf=pass smtp.helo=h.example;
                        \tspf=fail smtp.mailfrom=a.example
                        Authentication-Results: mx.test.example; dmarc=pass header.from=a.example
                        Received:\
                        """
                                .replace("\n", "\r\n"))
                .endsWith(
                        """

                        Authentication-Results: other.example; spf=pass
                        Subject: hi

                        """
                                .replace("\n", "\r\n"))
                .doesNotContain("dkim=pass");
        assertThat(stored.split("dmarc=pass", -1)).hasSize(2);
    }

    @Test
    void withoutFindingsThereIsNone() {
        assertThat(stored("<hook use=\"authentication-results\"/>"))
                .startsWith("Authentication-Results: mx.test.example; none\r\nReceived:");
    }

    @Test
    void observedItEditsNothing() {
        assertThat(
                        stored(
                                CLAIMS + "<hook use=\"authentication-results\" mode=\"observe\"/>",
                                "Authentication-Results: mx.test.example; spf=pass"))
                .startsWith("Authentication-Results: mx.test.example; dmarc=pass")
                .contains("\r\nAuthentication-Results: mx.test.example; spf=pass\r\n")
                .doesNotContain("spf=fail");
    }

    @Test
    void underAnotherName() {
        var stored =
                stored(
                        """
                        <hook use="authentication-results">
                          <authserv-id>example.org</authserv-id>
                          <remove>old.example</remove>
                          <remove>.test.example</remove>
                        </hook>
                        """,
                        "Authentication-Results: example.org; spf=pass",
                        "Authentication-Results: old.example; spf=pass",
                        "Authentication-Results: mx.test.example; spf=pass",
                        "Authentication-Results: mx2.test.example; spf=pass",
                        "Authentication-Results: test.example; spf=softfail");
        assertThat(stored)
                .startsWith("Authentication-Results: example.org; none\r\n")
                .contains("Authentication-Results: test.example; spf=softfail")
                .doesNotContain("spf=pass");
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThatThrownBy(() ->
                        start(
                                "<hook use=\"authentication-results\"><authserv-id>a"
                                        + " b</authserv-id></hook>"))
                .hasMessageContaining("authserv-id must be 1 to 255 characters without blanks");
    }

    @Test
    void whatUsersSendBearsNoneUnlessWanted() {
        var forged = "Authentication-Results: mx.test.example; spf=pass";
        assertThat(deliver("<hook use=\"authentication-results\"/>", LOGIN, forged))
                .startsWith("Received:")
                .doesNotContain("Authentication-Results");
        assertThat(
                        deliver(
                                "<hook"
                                    + " use=\"authentication-results\"><authenticated>true</authenticated></hook>",
                                LOGIN,
                                forged))
                .startsWith("Authentication-Results: mx.test.example;\r\n\tauth=pass")
                .contains(" smtp.auth=ann@example.org\r\nReceived:")
                .doesNotContain("spf=pass");
    }

    private static String stored(String hooks, String... fields) {
        return deliver(hooks, "", fields);
    }

    private static String deliver(String hooks, String login, String... fields) {
        try (var server = start(hooks)) {
            var dialogue = new StringBuilder("S* 220\nC: EHLO h.example\nS* 250\n");
            dialogue.append(login);
            dialogue.append("C: MAIL FROM:<ann@example.org>\nS* 250\n");
            dialogue.append("C: RCPT TO:<ann@example.org>\nS* 250\nC: DATA\nS* 354\n");
            List.of(fields).forEach(field -> dialogue.append("C: ").append(field).append('\n'));
            dialogue.append("C: Subject: hi\nC- \\r\\n\nC: .\nS* 250\nC: QUIT\nS* 221\n");
            Transcript.parse("dialogue", dialogue.toString())
                    .play(TranscriptSocket.connect(server.address("mx").getPort()), Map.of());
            try (var in = server.deliveries().getFirst().content().open()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestServer start(String hooks) {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<auth>",
                        """
                        <listeners>
                          <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" auth="offered" chain="in"/>
                        </listeners>
                        <chain name="in">%s</chain>
                        <auth><mechanism use="ann"/>\
                        """
                                .formatted(hooks));
        var server =
                TestServer.start(
                        config,
                        PluginSource.of(
                                new SmtpPlugin(),
                                new ClaimsPlugin(),
                                new AuthenticationResultsPlugin()),
                        options -> options);
        server.addAccount("ann@example.org", "secret");
        return server;
    }
}
