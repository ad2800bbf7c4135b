package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.HTTP_01;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The port that everybody may talk to.
@Timeout(60)
class HttpAnswersTest {

    private static final String PATH = "/.well-known/acme-challenge/";

    private final TestSettings settings = settings();
    private HttpAnswers answers;

    @AfterEach
    void close() {
        answers.close();
    }

    @Test
    void thePageOfAChallengeAndNothingElse() throws Exception {
        open();

        assertThat(ask("127.0.0.1", "GET " + PATH + "token HTTP/1.1"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\ntoken.key");
        for (var other :
                new String[] {
                    "GET " + PATH + "toke HTTP/1.1",
                    "GET " + PATH + "token/ HTTP/1.1",
                    "GET " + PATH + "token?x HTTP/1.1",
                    "GET " + PATH + " HTTP/1.1",
                    "GET / HTTP/1.1",
                    "POST " + PATH + "token HTTP/1.1",
                    "nonsense"
                }) {
            assertThat(ask("127.0.0.1", other)).as(other).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void byIpv6AndIpv4() throws Exception {
        settings.httpBind = "[::]:0";
        open();

        assertThat(ask("127.0.0.1", "GET " + PATH + "token HTTP/1.1")).contains("200 OK");
        assertThat(ask("::1", "GET " + PATH + "token HTTP/1.1")).contains("200 OK");
    }

    @Test
    void aClientThatSaysNothingIsCutOffAndMakesRoom() throws Exception {
        settings.maxConnections = 1;
        settings.connectionTimeout = Duration.ofMillis(200);
        open();

        try (var silent = new Socket(InetAddress.getLoopbackAddress(), answers.port())) {
            assertThat(ask("127.0.0.1", "GET " + PATH + "token HTTP/1.1")).contains("200 OK");
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aClientThatNeverEndsItsRequestIsCutOff() throws Exception {
        settings.connectionTimeout = Duration.ofDays(1);
        open();

        try (var endless = new Socket(InetAddress.getLoopbackAddress(), answers.port())) {
            assertThat(feedUntilCutOff(endless)).isTrue();
        }
    }

    @Test
    void closingCutsOffEverybody() throws Exception {
        settings.connectionTimeout = Duration.ofDays(1);
        open();

        try (var silent = new Socket(InetAddress.getLoopbackAddress(), answers.port())) {
            silent.getOutputStream().write('G');
            answers.close();
            assertThat(isCutOff(silent)).isTrue();
        }
    }

    private static boolean feedUntilCutOff(Socket socket) {
        try {
            while (true) {
                socket.getOutputStream()
                        .write("X-Header: x\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException e) {
            return true;
        }
    }

    private void open() throws IOException {
        answers = new HttpAnswers(settings.build());
        answers.publish("token", "token.key");
    }

    private String ask(String host, String line) throws IOException {
        try (var socket = new Socket(InetAddress.ofLiteral(host), answers.port())) {
            socket.getOutputStream()
                    .write(
                            (line + "\r\nHost: mail.example.org\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static TestSettings settings() {
        return new TestSettings(URI.create("letsencrypt")).certificate(HTTP_01, "a.example");
    }
}
