package io.staffetta.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Whatever the log level, and however AUTH goes, no secret of a client is written.
class SecretsInLogTest {

    private static final String CONFIG =
            """
            <staffetta hostname="mx.test.example">
              <domains><domain>example.org</domain></domains>
              <listeners>
                <listener name="clear" protocol="submission" bind="127.0.0.1:0"
                          auth-in-clear="true" mechanisms="login,plain">
                  <limits><hard-errors>100</hard-errors></limits>
                </listener>
                <listener name="plain" protocol="submission" bind="127.0.0.1:0"
                          auth-in-clear="true" mechanisms="plain"/>
              </listeners>
              <auth>
                <accounts use="memory"/>
                <mechanism use="plain"/>
                <mechanism use="login"/>
              </auth>
              <routes><route domain="local" use="recording"/></routes>
              <storage><spool use="memory"/></storage>
              <queue use="memory"/>
              <admin enabled="false"/>
              <limits>
                <login-failures>100</login-failures>
                <login-delay>1ms</login-delay>
                <max-login-delay>1ms</max-login-delay>
              </limits>
            </staffetta>
            """;

    private static final String RIGHT = "Zebra-right-4711";
    private static final String WRONG = "Giraffe-wrong-4712";

    /// Has to be kept: logback has one configuration for all tests.
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Recorder recorder = new Recorder();
    private final Level level = root.getLevel();
    private TestServer server;

    @BeforeEach
    void start() {
        var others =
                ((LoggerContext) LoggerFactory.getILoggerFactory())
                        .getLogger(Logger.ROOT_LOGGER_NAME)
                        .iteratorForAppenders();
        others.forEachRemaining(appender -> appender.addFilter(new AtLeastWarnings()));
        recorder.start();
        root.addAppender(recorder);
        root.setLevel(Level.TRACE);
        server = TestServer.start(CONFIG, BundledPlugins.source(), options -> options);
        server.addAccount("ann@example.org", RIGHT);
    }

    @AfterEach
    void stop() {
        server.close();
        root.setLevel(level);
        root.detachAppender(recorder);
        root.iteratorForAppenders().forEachRemaining(appender -> appender.clearAllFilters());
    }

    @Test
    void nothingOfAnExchangeIsLogged() throws IOException {
        try (var client = new Client("clear")) {
            client.hears("220");
            client.says("EHLO client.example", "250");
            client.says("AUTH PLAIN " + plain(WRONG), "535");
            client.says("AUTH PLAIN " + plain(WRONG) + "!", "501");
            client.says("AUTH PLAIN", "334");
            client.says(plain(WRONG), "535");
            client.says("AUTH LOGIN " + base64("ann@example.org"), "334");
            client.says(base64(WRONG), "535");
            client.says("AUTH LOGIN", "334");
            client.says(base64("ann@example.org"), "334");
            client.says(WRONG, "501");
            client.says("AUTH PLAIN " + base64(WRONG), "501");
            client.says("AUTH PLAIN " + plain(WRONG.repeat(1000)), "500");
            client.says("AUTH NTLM " + base64(WRONG), "504");
            client.says("AUTH " + WRONG + " " + base64(WRONG), "504");
            client.says("AUTH PLAIN " + plain(RIGHT) + " " + WRONG, "501");
            client.says(plain(WRONG), "500");
            client.says("AUTH PLAIN " + plain(RIGHT), "235");
            client.says("AUTH PLAIN " + plain(RIGHT), "503");
            client.says("QUIT", "221");
        }
        server.close();

        var written = recorder.text();
        assertThat(written).contains("login succeeded").contains("replied");
        for (var secret : List.of(RIGHT, WRONG)) {
            assertThat(written)
                    .doesNotContain(secret)
                    .doesNotContainIgnoringCase(base64(secret))
                    .doesNotContain(plain(secret))
                    .doesNotContain(plain(secret).substring(20, 34));
        }
    }

    @Test
    void aLineTellsWhoLoggedInFromWhereAndHow() throws IOException {
        try (var client = new Client("clear")) {
            client.hears("220");
            client.says("EHLO client.example", "250");
            client.says("AUTH PLAIN " + plain(WRONG), "535");
            client.says("AUTH PLAIN " + plain(RIGHT), "235");
            client.says("QUIT", "221");
        }
        server.close();

        assertThat(recorder.text().lines())
                .anyMatch(line ->
                        line.startsWith("login failed ")
                                && line.contains("client=127.0.0.1 ")
                                && line.contains("tls=none ")
                                && line.contains("mechanism=PLAIN ")
                                && line.contains("login=ann@example.org ")
                                && line.contains("result=failed "))
                .anyMatch(line ->
                        line.startsWith("login succeeded ")
                                && line.contains("account=ann@example.org ")
                                && line.contains("result=succeeded "));
    }

    @Test
    void aListenerServesTheMechanismsItNames() throws IOException {
        try (var client = new Client("plain")) {
            client.hears("220");
            client.says("EHLO client.example", "250");
            assertThat(client.heard).contains("AUTH PLAIN\n").doesNotContain("LOGIN");
            client.says("AUTH LOGIN", "504");
            client.says("AUTH PLAIN " + plain(RIGHT), "235");
            client.says("QUIT", "221");
        }
    }

    private static String plain(String password) {
        return base64("\0ann@example.org\0" + password);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1));
    }

    /// Says lines, and insists on the codes of the replies.
    private final class Client implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;
        private final OutputStream out;
        private final StringBuilder heard = new StringBuilder();

        Client(String listener) throws IOException {
            var address = server.address(listener);
            socket = new Socket(address.getAddress(), address.getPort());
            socket.setSoTimeout(60_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            out = socket.getOutputStream();
        }

        void says(String line, String code) throws IOException {
            out.write((line + "\r\n").getBytes(ISO_8859_1));
            out.flush();
            hears(code);
        }

        void hears(String code) throws IOException {
            String line;
            do {
                line = String.valueOf(in.readLine());
                heard.append(line).append('\n');
            } while (line.startsWith(code + "-"));
            assertThat(line).startsWith(code);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// Keeps every event as a line.
    private static final class Recorder extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            var pairs = event.getKeyValuePairs();
            var values =
                    pairs == null
                            ? ""
                            : pairs.stream()
                                    .map((KeyValuePair pair) -> pair.key + "=" + pair.value)
                                    .collect(Collectors.joining(" "));
            var thrown =
                    event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getClassName()
                                    + event.getThrowableProxy().getMessage();
            lines.add(event.getFormattedMessage() + " " + values + " " + thrown);
        }

        String text() {
            return String.join("\n", lines);
        }
    }
}
