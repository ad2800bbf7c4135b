package io.staffetta.kernel.net;

import static io.staffetta.kernel.net.TestServer.hear;
import static io.staffetta.kernel.net.TestServer.line;
import static io.staffetta.kernel.net.TestServer.say;
import static io.staffetta.kernel.net.TestServer.send;
import static io.staffetta.kernel.net.TestServer.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.TlsProfile;
import io.staffetta.kernel.config.TlsStrength;
import io.staffetta.spi.Network;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsFacts;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

@Timeout(60)
class TlsTest {

    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void startTlsSecuresTheConnection(String protocol) throws Exception {
        try (var server = new TestServer(Start.STARTTLS, TlsTest::upgrade).open();
                var plain = server.connect()) {
            send(plain, "STARTTLS\r\n");
            assertThat(line(plain)).isEqualTo("220 go ahead");
            var tls = secure(plain, TestKeys.client(), protocol);

            send(tls, "EHLO me\r\n");

            assertThat(line(tls)).isEqualTo(protocol + " mail.example.org EHLO me");
            send(tls, "x".repeat(300_000) + "\n");
            assertThat(line(tls)).isEqualTo("300000");
            assertThat(line(tls)).isEqualTo("<end>");
            assertThat(
                            server.meters.count(
                                    "net.tls.handshakes{listener=test, protocol=%s}"
                                            .formatted(protocol)))
                    .isEqualTo(1);
        }
    }

    @Test
    void implicitTlsComesBeforeTheProtocol() throws Exception {
        try (var server = new TestServer(Start.IMPLICIT, TlsTest::describe).open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.3")) {
            assertThat(line(tls)).startsWith("TLSv1.3 TLS_AES_");
        }
    }

    @Test
    void implicitTlsMayFollowAProxyHeader() throws Exception {
        var config =
                TestServer.listener(
                        "test",
                        new Bind.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        List.of(Network.parse("127.0.0.1")),
                        10,
                        10);
        try (var server =
                        new TestServer(
                                        Start.IMPLICIT,
                                        connection -> say(connection, connection.remote() + "\r\n"))
                                .open(List.of(config));
                var plain = server.connect()) {
            send(plain, "PROXY TCP4 192.0.2.9 198.51.100.7 5 465\r\n");
            assertThat(line(secure(plain, TestKeys.client(), "TLSv1.3"))).isEqualTo("/192.0.2.9:5");
        }
    }

    private static Stream<TlsTerms> startTlsTerms() {
        return Stream.of(Required.values())
                .flatMap(required ->
                        Stream.of(ClientCertificate.values())
                                .map(asked -> new TlsTerms(Start.STARTTLS, required, asked)));
    }

    /// CVE-2011-0411: what was pipelined in clear must not be taken for what came over TLS.
    @ParameterizedTest
    @MethodSource("startTlsTerms")
    void plaintextBehindStartTlsBreaksTheHandshake(TlsTerms terms) throws Exception {
        try (var server =
                        new TestServer(
                                        terms,
                                        connection -> {
                                            var first = new byte[10];
                                            connection.read(first, 0, 10, TestServer.LONG, false);
                                            say(connection, "220 go ahead\r\n");
                                            connection.startTls(HANDSHAKE);
                                            say(connection, hear(connection));
                                        })
                                .open();
                var plain = server.connect()) {
            send(plain, "STARTTLS\r\nRSET\r\n");
            assertThat(line(plain)).isEqualTo("220 go ahead");

            assertThatThrownBy(() -> secure(plain, TestKeys.client(), "TLSv1.3"))
                    .isInstanceOf(IOException.class);
            assertThat(server.ends.take()).isInstanceOf(SSLException.class);
            assertThat(server.meters.count("net.tls.failures{listener=test, reason=protocol}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void plaintextBehindAProxyHeaderBreaksTheHandshakeToo() throws Exception {
        var config =
                TestServer.listener(
                        "test",
                        new Bind.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        List.of(Network.parse("127.0.0.1")),
                        10,
                        10);
        try (var server =
                        new TestServer(
                                        Start.STARTTLS,
                                        connection -> {
                                            connection.read(
                                                    new byte[10], 0, 10, TestServer.LONG, false);
                                            connection.startTls(HANDSHAKE);
                                        })
                                .open(List.of(config));
                var plain = server.connect()) {
            send(plain, "PROXY UNKNOWN\r\nSTARTTLS\r\nRSET\r\n");
            assertThat(server.ends.take()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void afterAFailedHandshakeNothingIsSaidInClear() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.STARTTLS,
                                        connection -> {
                                            try {
                                                connection.startTls(HANDSHAKE);
                                            } catch (SSLException e) {
                                                assertThatThrownBy(() -> say(connection, "clear"))
                                                        .isInstanceOf(IOException.class);
                                                assertThat(connection.tls()).isEmpty();
                                                assertThatThrownBy(() ->
                                                                connection.startTls(HANDSHAKE))
                                                        .isInstanceOf(IllegalStateException.class);
                                            }
                                        })
                                .open();
                var plain = server.connect()) {
            send(plain, "this is not TLS\r\n");
            assertThat(server.ends.take()).isEqualTo("done");
            // An alert may come, clear text never.
            assertThat(new String(plain.getInputStream().readAllBytes(), ISO))
                    .doesNotContain("clear");
        }
    }

    @Test
    void aDrippingHandshakeEndsInTime() throws Exception {
        try (var server = new TestServer(Start.IMPLICIT, TlsTest::describe).open();
                var slow = server.connect()) {
            // A record of 512 octets that never gets complete, an octet at a time: each read of the
            // server succeeds, the handshake as a whole does not.
            send(slow, "\u0016\u0003\u0001\u0002\u0000");
            slow.setSoTimeout(50);
            boolean open = true;
            while (open) {
                try {
                    open = slow.getInputStream().read() >= 0;
                } catch (SocketTimeoutException e) {
                    send(slow, "\u0001");
                } catch (IOException e) {
                    open = false;
                }
            }
            // The server closed first: the loop has ended.
            assertThat(server.meters.count("net.tls.failures{listener=test, reason=timeout}"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void drainWakesIdleConnectionsUnderTls(String protocol) throws Exception {
        try (var server = new TestServer(Start.IMPLICIT, ListenersTest::untilStop).open();
                var tls = secure(server.connect(), TestKeys.client(), protocol)) {
            assertThat(line(tls)).isEqualTo("220 ready");

            assertThat(server.listeners.drain(TestServer.LONG)).isZero();

            assertThat(line(tls)).isEqualTo("421 stopping");
            assertThat(line(tls)).isEqualTo("<end>");
        }
    }

    @Test
    void readsTimeOutAndGoOn() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.IMPLICIT,
                                        connection -> {
                                            try {
                                                connection.read(
                                                        new byte[1],
                                                        0,
                                                        1,
                                                        Duration.ofMillis(30),
                                                        true);
                                            } catch (SocketTimeoutException e) {
                                                say(connection, "220 quiet\r\n");
                                            }
                                            ListenersTest.echo(connection);
                                        })
                                .open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.3")) {
            assertThat(line(tls)).isEqualTo("220 quiet");
            send(tls, "hello\n");
            assertThat(line(tls)).isEqualTo("hello");
        }
    }

    @Test
    void closeNotifyIsTheEndAndNotAWayBackToClearText() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.IMPLICIT,
                                        connection -> {
                                            assertThat(hear(connection)).isEqualTo("one");
                                            assertThat(hear(connection)).isEqualTo("<end>");
                                            assertThat(hear(connection)).isEqualTo("<end>");
                                        })
                                .open();
                var raw = new StubbornSocket()) {
            raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            var tls = secure(raw, TestKeys.client(), "TLSv1.3");
            send(tls, "one\n");
            tls.shutdownOutput(); // sends close_notify
            send(raw, "two\n");
            assertThat(server.ends.take()).isEqualTo("done");
        }
    }

    @Test
    void smallReadsGetEverything() throws Exception {
        try (var server =
                        new TestServer(
                                        Start.IMPLICIT,
                                        connection -> {
                                            var octets = new byte[6];
                                            for (int i = 0; i < 6; i++) {
                                                connection.read(
                                                        octets, i, 1, TestServer.LONG, true);
                                            }
                                            say(connection, new String(octets, ISO));
                                        })
                                .open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.3")) {
            send(tls, "abcde\n");
            assertThat(line(tls)).isEqualTo("abcde");
        }
    }

    @Test
    void aSessionOfOneListenerIsNotResumedByAnother() throws Exception {
        var context = TestKeys.client();
        try (var server = new TestServer(Start.IMPLICIT, ListenersTest::echo)) {
            server.open(List.of(tcp("a", 0), tcp("b", 0)));
            var first = session(server, "a", context);
            assertThat(first).isNotEmpty();
            assertThat(session(server, "a", context)).isEqualTo(first);
            assertThat(session(server, "b", context)).isNotEqualTo(first);
        }
    }

    @Test
    void aRequestedCertificateIsShownVerifiedOrNot() throws Exception {
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.REQUEST);
        try (var server = new TestServer(terms, TlsTest::certificate).open();
                var without = secure(server.connect(), TestKeys.client(), "TLSv1.3");
                var trusted = secure(server.connect(), TestKeys.client("client"), "TLSv1.3");
                var other = secure(server.connect(), TestKeys.client("server"), "TLSv1.2")) {
            assertThat(line(without)).isEqualTo("none false");
            assertThat(line(trusted)).isEqualTo("CN=client.example.org true");
            // A Java client keeps to itself what none of the named authorities issued.
            assertThat(line(other)).isEqualTo("none false");
        }
    }

    @Test
    void aRequiredCertificateMustBeThereAndTrusted() throws Exception {
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.REQUIRE);
        try (var server = new TestServer(terms, TlsTest::certificate).open();
                var trusted = secure(server.connect(), TestKeys.client("client"), "TLSv1.3")) {
            assertThat(line(trusted)).isEqualTo("CN=client.example.org true");
            assertThatThrownBy(() -> line(secure(server.connect(), TestKeys.client(), "TLSv1.3")))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() ->
                            line(secure(server.connect(), TestKeys.client("server"), "TLSv1.3")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void channelBindingsAreThoseOfTheClient() throws Exception {
        try (var server = new TestServer(Start.IMPLICIT, TlsTest::bindings).open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.3")) {
            var session = (ExtendedSSLSession) tls.getSession();
            var exported =
                    session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
            var hash =
                    MessageDigest.getInstance(
                                    TestKeys.certificate("server")
                                                    .getSigAlgName()
                                                    .startsWith("SHA384")
                                            ? "SHA-384"
                                            : "SHA-256")
                            .digest(TestKeys.certificate("server").getEncoded());

            assertThat(line(tls)).isEqualTo(HexFormat.of().formatHex(exported));
            assertThat(line(tls)).isEqualTo(HexFormat.of().formatHex(hash));
            assertThat(line(tls)).isEqualTo("none");
        }
    }

    @Test
    void thereIsNoExporterBindingBelowTls13() throws Exception {
        try (var server = new TestServer(Start.IMPLICIT, TlsTest::bindings).open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.2")) {
            assertThat(line(tls)).isEqualTo("none");
            assertThat(line(tls)).isNotEqualTo("none");
        }
    }

    @Test
    void onlyEnabledProtocolsAndCiphersAreSpoken() throws Exception {
        var strength =
                new TlsStrength(
                        Optional.empty(),
                        List.of("TLSv1.3"),
                        List.of("TLS_CHACHA20_POLY1305_SHA256"));
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.NONE);
        try (var server = new TestServer(terms, strength, TlsTest::describe).open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.3")) {
            assertThat(line(tls)).startsWith("TLSv1.3 TLS_CHACHA20_POLY1305_SHA256");
            assertThatThrownBy(() -> secure(server.connect(), TestKeys.client(), "TLSv1.2"))
                    .isInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                "TLS_RSA_WITH_AES_128_GCM_SHA256"
            })
    void whatNoProfileHasIsNotSpoken(String cipher) throws Exception {
        try (var server = new TestServer(Start.IMPLICIT, TlsTest::describe).open();
                var plain = server.connect()) {
            var tls =
                    (SSLSocket)
                            TestKeys.client()
                                    .getSocketFactory()
                                    .createSocket(plain, "mail.example.org", server.port(), true);
            tls.setEnabledCipherSuites(new String[] {cipher});

            assertThatThrownBy(tls::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theModernProfileSpeaksTls13Only() throws Exception {
        var modern = new TlsStrength(Optional.of(TlsProfile.MODERN), List.of(), List.of());
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.NONE);
        try (var server = new TestServer(terms, modern, TlsTest::describe).open();
                var tls = secure(server.connect(), TestKeys.client(), "TLSv1.3")) {
            assertThat(line(tls)).startsWith("TLSv1.3 ");
            assertThatThrownBy(() -> secure(server.connect(), TestKeys.client(), "TLSv1.2"))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void unknownProtocolsAndCiphersAreNamed() {
        var strength =
                new TlsStrength(
                        Optional.empty(),
                        List.of("TLSv1.1", "TLSv1.2"),
                        List.of("TLS_ECDH_anon_WITH_AES_128_CBC_SHA"));

        assertThat(ServerTls.problems(strength))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("TLS protocol TLSv1.1 cannot be used; known are"))
                .anyMatch(line ->
                        line.startsWith("cipher suite TLS_ECDH_anon_WITH_AES_128_CBC_SHA cannot"));
        assertThatThrownBy(() ->
                        new ServerTls(
                                TestKeys.keys("server"),
                                strength,
                                ClientTrust.system(),
                                ClientCertificate.NONE,
                                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final Charset ISO = StandardCharsets.ISO_8859_1;

    /// Stays open when TLS on top of it ends.
    private static final class StubbornSocket extends Socket {
        @Override
        public void shutdownOutput() {}
    }

    private static String session(TestServer server, String listener, SSLContext context)
            throws IOException {
        try (var tls = secure(server.connect(listener), context, "TLSv1.2", 465)) {
            send(tls, "x\n");
            assertThat(line(tls)).isEqualTo("x");
            return HexFormat.of().formatHex(tls.getSession().getId());
        }
    }

    private static SSLSocket secure(Socket plain, SSLContext context, String protocol)
            throws IOException {
        return secure(plain, context, protocol, plain.getPort());
    }

    /// @param port what the client's session cache takes for the server's port
    private static SSLSocket secure(Socket plain, SSLContext context, String protocol, int port)
            throws IOException {
        var tls =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "mail.example.org", port, true);
        var parameters = tls.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("mail.example.org")));
        parameters.setProtocols(new String[] {protocol});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static void upgrade(Connection connection) throws IOException {
        assertThat(hear(connection)).isEqualTo("STARTTLS");
        assertThat(connection.tls()).isEmpty();
        say(connection, "220 go ahead\r\n");
        connection.startTls(HANDSHAKE);
        var facts = connection.tls().orElseThrow();
        say(
                connection,
                "%s %s %s\r\n"
                        .formatted(
                                facts.protocol(),
                                facts.serverName().orElse("none"),
                                hear(connection)));
        var octets = new byte[20_000];
        int total = 0;
        int count = 0;
        while (count == 0 || octets[count - 1] != '\n') {
            count = connection.read(octets, 0, octets.length, TestServer.LONG, false);
            total += count;
        }
        say(connection, total - 1 + "\r\n");
    }

    private static void describe(Connection connection) throws IOException {
        var facts = connection.tls().orElseThrow();
        say(connection, facts.protocol() + " " + facts.cipher() + "\r\n");
    }

    private static void certificate(Connection connection) throws IOException {
        var facts = connection.tls().orElseThrow();
        var subject =
                facts.clientCertificates().stream()
                        .findFirst()
                        .map(certificate -> certificate.getSubjectX500Principal().getName())
                        .orElse("none");
        say(connection, subject + " " + facts.clientVerified() + "\r\n");
    }

    private static void bindings(Connection connection) throws IOException {
        TlsFacts facts = connection.tls().orElseThrow();
        for (var type : List.of("tls-exporter", "tls-server-end-point", "tls-unique")) {
            var binding = facts.channelBinding(type).map(HexFormat.of()::formatHex);
            say(connection, binding.orElse("none") + "\r\n");
        }
    }
}
