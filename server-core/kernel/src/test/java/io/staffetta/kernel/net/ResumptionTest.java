package io.staffetta.kernel.net;

import static io.staffetta.kernel.net.TestServer.hear;
import static io.staffetta.kernel.net.TestServer.say;
import static io.staffetta.kernel.net.TestServer.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Tickets and sessions in the hands of a client that keeps them in a file.
@Timeout(60)
class ResumptionTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aTicketIsGoodForItsListenerOnly(String version) throws Exception {
        var openssl = new OpenSsl(folder);
        var ticket = folder.resolve("ticket").toString();
        try (var server = new TestServer(Start.IMPLICIT, ResumptionTest::tell)) {
            server.open(List.of(tcp("a", 0), tcp("b", 0)));

            assertThat(openssl.connect(server.port("a"), version, "-sess_out", ticket))
                    .contains("New, TLSv1");
            assertThat(openssl.connect(server.port("b"), version, "-sess_in", ticket))
                    .contains("New, TLSv1")
                    .contains("heard hello");
            assertThat(openssl.connect(server.port("a"), version, "-sess_in", ticket))
                    .contains("Reused, TLSv1")
                    .contains("heard hello");
        }
    }

    /// As `-no_ticket` makes it: the server keeps the session.
    @Test
    void aSessionInMemoryIsGoodForItsListenerOnly() throws Exception {
        var openssl = new OpenSsl(folder);
        var session = folder.resolve("session").toString();
        try (var server = new TestServer(Start.IMPLICIT, ResumptionTest::tell)) {
            server.open(List.of(tcp("a", 0), tcp("b", 0)));

            openssl.connect(server.port("a"), "-tls1_2", "-no_ticket", "-sess_out", session);
            assertThat(
                            openssl.connect(
                                    server.port("b"), "-tls1_2", "-no_ticket", "-sess_in", session))
                    .contains("New, TLSv1");
            assertThat(
                            openssl.connect(
                                    server.port("a"), "-tls1_2", "-no_ticket", "-sess_in", session))
                    .contains("Reused, TLSv1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aRequestedCertificateOfAStrangerIsLetThroughUnverified(String version) throws Exception {
        var openssl = new OpenSsl(folder);
        var stranger = openssl.pem("server").toString();
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.REQUEST);
        try (var server = new TestServer(terms, ResumptionTest::tell).open()) {
            assertThat(openssl.connect(server.port(), version, "-cert", stranger, "-key", stranger))
                    .contains("CN = client.example.org")
                    .contains("heard hello verified=false of CN=mail.example.org");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aResumedSessionIsJudgedAnew(String version) throws Exception {
        var openssl = new OpenSsl(folder);
        var ticket = folder.resolve("ticket").toString();
        var client = openssl.pem("client").toString();
        var judge = new Judge();
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.REQUEST);
        try (var server = new TestServer(terms, ResumptionTest::tell)) {
            server.judge = judge;
            server.open();

            assertThat(
                            openssl.connect(
                                    server.port(),
                                    version,
                                    "-cert",
                                    client,
                                    "-key",
                                    client,
                                    "-sess_out",
                                    ticket))
                    .contains("heard hello verified=true of CN=client.example.org");
            assertThat(openssl.connect(server.port(), version, "-sess_in", ticket))
                    .contains("Reused, TLSv1")
                    .contains("heard hello verified=true of CN=client.example.org");
            judge.revoked = true;
            assertThat(openssl.connect(server.port(), version, "-sess_in", ticket))
                    .contains("heard hello verified=false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aRevokedClientIsNotLetInByItsTicket(String version) throws Exception {
        var openssl = new OpenSsl(folder);
        var ticket = folder.resolve("ticket").toString();
        var client = openssl.pem("client").toString();
        var judge = new Judge();
        var terms = new TlsTerms(Start.IMPLICIT, Required.NOTHING, ClientCertificate.REQUIRE);
        try (var server = new TestServer(terms, ResumptionTest::tell)) {
            server.judge = judge;
            server.open();

            openssl.connect(
                    server.port(), version, "-cert", client, "-key", client, "-sess_out", ticket);
            assertThat(openssl.connect(server.port(), version, "-sess_in", ticket))
                    .contains("Reused, TLSv1")
                    .contains("heard hello verified=true");
            judge.revoked = true;
            assertThat(
                            openssl.connect(
                                    server.port(),
                                    version,
                                    "-cert",
                                    client,
                                    "-key",
                                    client,
                                    "-sess_in",
                                    ticket))
                    .doesNotContain("heard hello");
            judge.revoked = false;
            assertThat(openssl.connect(server.port(), version))
                    .as("no certificate at all")
                    .doesNotContain("heard hello");
        }
    }

    private static void tell(Connection connection) throws IOException {
        var facts = connection.tls().orElseThrow();
        var who =
                facts.clientCertificates().stream()
                        .map(certificate -> certificate.getSubjectX500Principal().getName())
                        .findFirst()
                        .orElse("nobody");
        var heard = hear(connection);
        say(
                connection,
                "heard %s verified=%s of %s\r\n".formatted(heard, facts.clientVerified(), who));
    }

    /// Believes everybody, until the test says otherwise.
    private static final class Judge extends X509ExtendedTrustManager {

        volatile boolean revoked;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            if (revoked) {
                throw new CertificateException("revoked");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
