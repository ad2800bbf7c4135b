package io.staffetta.kernel.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.config.CertificateExpiry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

class AdminServerTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir Path data;

    private final FakeServer server = new FakeServer();
    private AdminServer port;
    private String token;

    @BeforeEach
    void open() throws IOException {
        port =
                AdminServer.start(
                        ANY_PORT, data, server, () -> "up 1\n", AdministrationContract.CLOCK);
        token = AdminFile.read(data).orElseThrow().token().reveal();
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void metricsAreText() throws Exception {
        assertThat(get("/metrics", "localhost"))
                .startsWith("HTTP/1.1 200")
                .contains("text/plain; version=0.0.4")
                .endsWith("\r\n\r\nup 1\n");
    }

    @Test
    void livenessDoesNotDependOnAnything() throws Exception {
        server.accepting = false;
        server.stopping = true;
        assertThat(get("/health/live", "localhost")).startsWith("HTTP/1.1 200");
    }

    @Test
    void readinessSaysWhyNot() throws Exception {
        assertThat(get("/health/ready", "localhost"))
                .startsWith("HTTP/1.1 200")
                .endsWith("{\"ready\":true,\"reasons\":[],\"warnings\":[]}");

        server.accepting = false;
        server.stopping = true;
        server.listeners.clear();

        assertThat(get("/health/ready", "localhost"))
                .startsWith("HTTP/1.1 503")
                .contains("the server stops")
                .contains("no listener is open")
                .contains("the spool accepts no messages");
    }

    @Test
    void anExpiredCertificateIsAWarning() throws Exception {
        var certificate = TestCertificate.read();
        server.certificates.add(certificate);
        var until = certificate.getNotAfter().toInstant();

        assertThat(Readiness.of(server, until.minus(Duration.ofDays(31))).warnings()).isEmpty();
        assertThat(Readiness.of(server, until.minus(Duration.ofDays(29))).warnings())
                .containsExactly("the certificate of CN=mail.example.org expires on " + until);
        var expired = Readiness.of(server, until.plusSeconds(1));
        assertThat(expired.ready()).isTrue();
        assertThat(expired.reasons()).isEmpty();
        assertThat(expired.warnings())
                .containsExactly("the certificate of CN=mail.example.org expired on " + until);
    }

    @Test
    void anExpiredCertificateMakesTheServerUnreadyIfTheOperatorSaysSo() throws Exception {
        var certificate = TestCertificate.read();
        server.certificates.add(certificate);
        server.expiry = new CertificateExpiry(List.of(), CertificateExpiry.Expired.UNREADY);
        var expired = certificate.getNotAfter().toInstant().plusSeconds(1);

        assertThat(Readiness.of(server, expired.minusSeconds(2)).ready()).isTrue();
        assertThat(Readiness.of(server, expired.minusSeconds(2)).warnings()).isEmpty();
        assertThat(Readiness.of(server, expired).reasons())
                .singleElement()
                .asString()
                .startsWith("the certificate of CN=mail.example.org expired on");
        assertThat(Readiness.of(server, certificate.getNotBefore().toInstant().minusSeconds(1)))
                .satisfies(readiness -> assertThat(readiness.ready()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "localhost:8025, 200",
        "127.0.0.1:1, 200",
        "[::1]:1, 200",
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example:80, 403",
    })
    void onlyLoopbackNamesAreServed(String host, int code) throws Exception {
        assertThat(get("/metrics", host)).startsWith("HTTP/1.1 " + code);
        assertThat(post("plugins", host, "Bearer " + token, "{}")).startsWith("HTTP/1.1 " + code);
    }

    @Test
    void operationsNeedTheToken() throws Exception {
        assertThat(post("plugins", "localhost", "Bearer " + token, "{}"))
                .startsWith("HTTP/1.1 200");
        assertThat(post("plugins", "localhost", "Bearer x" + token, "{}"))
                .startsWith("HTTP/1.1 401");
        assertThat(post("plugins", "localhost", "Bearer ", "{}")).startsWith("HTTP/1.1 401");
        assertThat(post("plugins", "localhost", token, "{}")).startsWith("HTTP/1.1 401");
        assertThat(request("POST /admin/v1/plugins", "Host: localhost\r\n", "{}"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void badRequestsAreRefused() throws Exception {
        assertThat(operation("nonsense", "{}")).startsWith("HTTP/1.1 404");
        assertThat(operation("plugins/more", "{}")).startsWith("HTTP/1.1 404");
        assertThat(operation("account.remove", "{}"))
                .startsWith("HTTP/1.1 400")
                .contains("missing: account");
        assertThat(operation("account.remove", "{\"account\":1}"))
                .contains("account must be a text");
        assertThat(operation("plugins", "{\"x\":1}")).contains("not expected: x");
        assertThat(operation("plugins", "[]")).startsWith("HTTP/1.1 400");
        assertThat(operation("plugins", "null")).startsWith("HTTP/1.1 400");
        assertThat(operation("plugins", " ".repeat(OperationHandler.MAX_BODY + 1)))
                .startsWith("HTTP/1.1 413");
        assertThat(get("/admin/v1/plugins", "localhost")).startsWith("HTTP/1.1 401");
        assertThat(get("/", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(get("/metrics/x", "localhost")).startsWith("HTTP/1.1 404");
        assertThat(request("POST /metrics", "Host: localhost\r\n", "")).startsWith("HTTP/1.1 405");
    }

    @Test
    void ordersNeedTheTokenAndAClearSelection() throws Exception {
        var id = server.queue.add("", "x@example.net").toString();
        var named = "{\"ids\":[\"" + id + "\"]}";

        assertThat(post("queue.delete", "localhost", "Bearer x", named)).startsWith("HTTP/1.1 401");
        assertThat(operation("queue.delete", "{\"ids\":[\"1\"],\"status\":\"HELD\"}"))
                .contains("either ids or a filter");
        assertThat(operation("queue.delete", "{\"ids\":[]}")).contains("no message is named");
        assertThat(operation("queue.delete", "{\"ids\":[1]}"))
                .contains("ids must be a list of texts");
        assertThat(operation("queue.delete", "{\"status\":\"held\"}"))
                .contains("status must be one of [HELD, ACTIVE, DEFERRED, INCOMING]");
        assertThat(operation("queue.delete", "{\"age\":-1}"))
                .contains("age must lie between 0 and ");
        assertThat(operation("queue.delete", "{\"sendr\":\"x\"}")).contains("not expected: sendr");
        assertThat(operation("queue.hold", named)).contains("missing: reason");
        assertThat(server.queue.messages).hasSize(1);

        assertThat(operation("queue.delete", named))
                .startsWith("HTTP/1.1 200")
                .contains("\"messages\":1");
        assertThat(server.queue.messages).isEmpty();
    }

    @Test
    void anErrorNeverRepeatsThePassword() throws Exception {
        assertThat(operation("account.add", "{\"password\":\"geheim\" broken"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("geheim");
        assertThat(
                        new Arguments(
                                        Json.object(
                                                "{\"address\":\"a\",\"password\":\"geheim\"}"
                                                        .getBytes(StandardCharsets.UTF_8)))
                                .toString())
                .isEqualTo("{address=a}");
    }

    @Test
    void theTokenIsForTheOwnerOnlyAndGoesWithTheServer() throws Exception {
        var file = AdminFile.path(data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryContaining(found -> found.equals(file));
        assertThat(token).hasSizeGreaterThan(40);

        port.close();

        assertThat(file).doesNotExist();
    }

    @Test
    void theFileOfALaterServerStays() throws Exception {
        try (var later = AdminServer.start(ANY_PORT, data, server, () -> "", Clock.systemUTC())) {
            port.close();
            assertThat(AdminFile.read(data).orElseThrow().port())
                    .isEqualTo(later.address().getPort());
        }
    }

    @Test
    void theAddressMustBeALoopbackAddress() {
        assertThatThrownBy(() ->
                        AdminServer.start(
                                new InetSocketAddress("0.0.0.0", 0),
                                data,
                                server,
                                () -> "",
                                Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
    }

    @Test
    void aPortInUseIsOneLine() {
        assertThatThrownBy(() ->
                        AdminServer.start(
                                port.address(), data, server, () -> "", Clock.systemUTC()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the admin port cannot listen on 127.0.0.1:%d: ", port.address().getPort());
    }

    private String get(String path, String host) throws IOException {
        return request("GET " + path, "Host: " + host + "\r\n", "");
    }

    private String operation(String name, String body) throws IOException {
        return post(name, "localhost", "Bearer " + token, body);
    }

    private String post(String name, String host, String authorization, String body)
            throws IOException {
        return request(
                "POST /admin/v1/" + name,
                "Host: %s\r\nAuthorization: %s\r\n".formatted(host, authorization),
                body);
    }

    /// By hand, for HTTP clients would not send a wrong `Host`.
    private String request(String line, String headers, String body) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.address().getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            var octets = body.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(
                            "%s HTTP/1.1\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                                    .formatted(line, headers, octets.length, body)
                                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
