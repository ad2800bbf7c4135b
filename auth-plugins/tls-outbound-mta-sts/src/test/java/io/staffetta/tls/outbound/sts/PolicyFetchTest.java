package io.staffetta.tls.outbound.sts;

import static io.staffetta.tls.outbound.sts.StsWorld.ENFORCE;
import static io.staffetta.tls.outbound.sts.StsWorld.level;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;

import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Policies that cannot be had, and how that is told.
@Timeout(60)
class PolicyFetchTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir Path folder;
    private StsWorld world;

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aCertificateForAnotherHost() throws Exception {
        var authority = Issued.authority("authority");
        begin(authority, authority.issue("www.example.org"));

        assertFails(
                Result.STS_WEBPKI_INVALID, "the certificate of mta-sts.example.org is not good: ");
    }

    @Test
    void aCertificateForTheDomainAlone() throws Exception {
        var authority = Issued.authority("authority");
        begin(authority, authority.issue("example.org"));

        assertFails(Result.STS_WEBPKI_INVALID, "mta-sts.example.org");
    }

    @Test
    void aCertificateWithAWildcardIsGood() throws Exception {
        var authority = Issued.authority("authority");
        begin(authority, authority.issue("*.example.org"));
        world.host.policy(ENFORCE);

        assertThat(level(world.sts(), "mx1.example.org")).isEqualTo("VERIFY");
    }

    @Test
    void aCertificateThatHasExpired() throws Exception {
        var authority = Issued.authority("authority");
        begin(authority, authority.issue("mta-sts.example.org", Duration.ofDays(-1)));

        assertFails(Result.STS_WEBPKI_INVALID, "mta-sts.example.org");
    }

    @Test
    void aCertificateOfAnotherAuthority() throws Exception {
        var stranger = Issued.authority("authority");
        begin(Issued.authority("authority"), stranger.issue("mta-sts.example.org"));

        assertFails(Result.STS_WEBPKI_INVALID, "mta-sts.example.org");
    }

    @Test
    void aRedirectLeadsNowhere() throws Exception {
        begin();
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            assertFails(
                    exchange -> {
                        exchange.getResponseHeaders()
                                .set("Location", "https://mta-sts.example.org/other");
                        PolicyHost.reply(exchange, status, "text/plain", ENFORCE);
                    },
                    "HTTP status " + status);
            assertThat(world.host.requests()).isEqualTo(1);
            end();
            begin();
        }
    }

    @Test
    void aStatusThatIsNot200() throws Exception {
        begin();
        for (int status : new int[] {201, 203, 401, 404, 407, 429, 500, 503}) {
            assertFails(
                    exchange -> PolicyHost.reply(exchange, status, "text/plain", ENFORCE),
                    "HTTP status " + status);
        }
    }

    @Test
    void contentOfAnotherType() throws Exception {
        begin();
        assertFails(
                exchange -> PolicyHost.reply(exchange, 200, "text/html", ENFORCE),
                "content of type 'text/html' instead of text/plain");
        assertFails(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(ENFORCE.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                },
                "content of type 'null' instead of text/plain");
    }

    @Test
    void contentThatIsEncoded() throws Exception {
        begin();
        assertFails(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    PolicyHost.reply(exchange, 200, "text/plain", ENFORCE);
                },
                "content is encoded as 'gzip'");
    }

    @Test
    void aPolicyThatIsTooLarge() throws Exception {
        begin();
        var most = ENFORCE + "x: " + "y".repeat((64 << 10) - ENFORCE.length() - 3);
        assertFails(
                exchange -> PolicyHost.reply(exchange, 200, "text/plain", most + "y"),
                "the policy has more than 65536 octets");

        world.host.policy(most);
        assertThat(level(world.sts(), "mx1.example.org")).isEqualTo("VERIFY");
    }

    @Test
    @Timeout(20)
    void nobodyWaitsForTheEndOfTheEndless() throws Exception {
        begin();
        for (int status : new int[] {200, 404}) {
            world.host.serve(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.sendResponseHeaders(status, 0);
                flood(exchange.getResponseBody());
            });
            var patient = StsWorld.Change.timeout(0, Duration.ofSeconds(60));
            assertThat(level(world.start(patient), "mx1.example.org")).isEqualTo("none");
        }
        assertThat(world.told)
                .extracting(TlsOutcome::detail)
                .containsExactly(
                        "mta-sts.example.org: the policy has more than 65536 octets",
                        "mta-sts.example.org: HTTP status 404");
    }

    @Test
    void aPolicyThatComesTooSlowly() throws Exception {
        begin();
        world.host.serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody());
        });

        assertThat(level(world.start(StsWorld.Change.timeout(0, SHORT)), "mx1.example.org"))
                .isEqualTo("none");
        assertTold(Result.STS_POLICY_FETCH_ERROR, "mta-sts.example.org: ");
    }

    @Test
    void aServerThatSpeaksNoTls() throws Exception {
        begin();
        try (var server =
                new Raw(out -> out.write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.UTF_8)))) {
            assertRawFails(server, Duration.ofSeconds(30));
        }
    }

    @Test
    void aServerThatIsSilent() throws Exception {
        begin();
        try (var server = new Raw(_ -> LockSupport.park())) {
            assertRawFails(server, SHORT);
        }
    }

    @Test
    void aServerThatDripsTheHandshake() throws Exception {
        begin();
        // The beginning of a record of TLS with 16383 octets.
        try (var server =
                new Raw(out -> {
                    out.write(new byte[] {22, 3, 3, 63, -1});
                    drip(out);
                })) {
            assertRawFails(server, SHORT);
        }
    }

    @Test
    void nobodyListens() throws Exception {
        begin();
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(
                        level(
                                world.start(StsWorld.Change.timeout(port, Duration.ofSeconds(30))),
                                "mx1.example.org"))
                .isEqualTo("none");
        assertTold(Result.STS_POLICY_FETCH_ERROR, "mta-sts.example.org: ");
    }

    @Test
    void theSecondAddressWillDo() throws Exception {
        begin();
        world.host.policy(ENFORCE);
        world.dns
                .remove("mta-sts.example.org")
                .add("mta-sts.example.org", "A", "127.0.0.2")
                .add("mta-sts.example.org", "A", "127.0.0.1");

        assertThat(level(world.sts(), "mx1.example.org")).isEqualTo("VERIFY");
    }

    @Test
    void theServerMayBeAnAlias() throws Exception {
        begin();
        world.host.policy(ENFORCE);
        world.dns
                .remove("mta-sts.example.org")
                .add("mta-sts.example.org", "CNAME", "provider.example.")
                .add("provider.example", "A", "127.0.0.1");

        assertThat(level(world.sts(), "mx1.example.org")).isEqualTo("VERIFY");
    }

    @Test
    void noAddress() throws Exception {
        begin();
        world.dns.remove("mta-sts.example.org");
        assertFails(Result.STS_POLICY_FETCH_ERROR, "mta-sts.example.org has no address");

        world.dns.fault("mta-sts.example.org", TestDnsFault.REFUSED);
        assertFails(Result.STS_POLICY_FETCH_ERROR, "DNS: mta-sts.example.org");
    }

    @Test
    void addressesOfThisMachineAreOutOfBounds() throws Exception {
        begin();
        world.host.policy(ENFORCE);
        var change =
                new StsWorld.Change(
                        List.of(), List.of(), 0, false, Duration.ofSeconds(30), Duration.ZERO);

        assertThat(level(world.start(change), "mx1.example.org")).isEqualTo("none");
        assertTold(
                Result.STS_POLICY_FETCH_ERROR,
                "mta-sts.example.org has no address that may be used");
        assertThat(world.host.requests()).isZero();
    }

    @Test
    void aPolicyThatMakesNoSense() throws Exception {
        begin();
        world.host.policy("<html>\r\n\u001b[31mnot found</html>");

        assertFails(Result.STS_POLICY_INVALID, "the policy is not valid: line '<html>'");
        assertThat(world.told.getFirst().detail()).doesNotContain("\n", "\u001b");
    }

    @Test
    void aCertificateIsLookedAtEachTime() throws Exception {
        begin();
        world.host.policy(ENFORCE);
        var sts = world.sts();
        level(sts, "mx1.example.org");
        world.host.certificate(Issued.authority("authority").issue("mta-sts.example.org"));
        world.announce("v=STSv1; id=2");
        world.pass(Duration.ofMinutes(5));

        assertThat(level(sts, "mx1.example.org")).isEqualTo("VERIFY");
        assertTold(Result.STS_WEBPKI_INVALID, "mta-sts.example.org");
    }

    private void begin() throws Exception {
        var authority = Issued.authority("authority");
        begin(authority, authority.issue("mta-sts.example.org"));
    }

    private void begin(Issued authority, Issued certificate) throws Exception {
        world = new StsWorld(folder, authority, certificate);
        world.announce("v=STSv1; id=1");
    }

    private void assertFails(HttpHandler handler, String detail) throws Exception {
        world.host.serve(handler);
        assertFails(Result.STS_POLICY_FETCH_ERROR, "mta-sts.example.org: " + detail);
    }

    private void assertFails(Result result, String detail) throws Exception {
        assertThat(level(world.sts(), "mx1.example.org")).isEqualTo("none");
        assertTold(result, detail);
    }

    private void assertRawFails(Raw server, Duration timeout) throws Exception {
        var change = StsWorld.Change.timeout(server.socket.getLocalPort(), timeout);
        assertThat(level(world.start(change), "mx1.example.org")).isEqualTo("none");
        assertTold(Result.STS_POLICY_FETCH_ERROR, "mta-sts.example.org: ");
    }

    private void assertTold(Result result, String detail) {
        var told = world.told.getLast();
        assertThat(told.detail()).contains(detail);
        assertThat(told.result()).isEqualTo(result);
        assertThat(told.published().domain()).isEqualTo("example.org");
    }

    private static void drip(OutputStream out) throws IOException {
        while (true) {
            out.write('v');
            out.flush();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void flood(OutputStream out) throws IOException {
        var much = new byte[1 << 20];
        while (true) {
            out.write(much);
        }
    }

    /// A server that speaks no HTTP.
    private static final class Raw implements AutoCloseable {

        private final ServerSocket socket =
                new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        private final Thread thread;

        Raw(Words words) throws IOException {
            thread = Thread.ofVirtual().start(() -> speak(words));
        }

        private void speak(Words words) {
            try (Socket connection = socket.accept()) {
                words.say(connection.getOutputStream());
            } catch (IOException e) {
                // The other side has gone.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
            thread.interrupt();
        }
    }

    /// What a server says.
    private interface Words {
        void say(OutputStream out) throws IOException;
    }
}
