package io.staffetta.tls.mutual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.TlsPolicyContract;
import io.staffetta.tls.mutual.MutualTlsSettings.ExpiredCrl;
import io.staffetta.tls.mutual.MutualTlsSettings.Ocsp;

import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

@Timeout(60)
class MutualTlsTest implements TlsPolicyContract {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir Path folder;
    private Issued authority;
    private Issued client;
    private volatile Instant now = Instant.now();

    @BeforeEach
    void issue() throws Exception {
        authority = Issued.authority("partners");
        client = authority.issue("client.example.org");
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
    }

    @Override
    public TlsPolicy policy() {
        return policy(settings(null, null, null, null, null));
    }

    @Test
    void aCertificateIsRequiredBeforeMailByDefault() {
        var unset =
                new MutualTlsSettings(
                        null,
                        null,
                        null,
                        Optional.empty(),
                        null,
                        null,
                        null,
                        Optional.empty(),
                        null,
                        null,
                        null);
        var terms = policy(unset).terms("mx");

        assertThat(terms.start()).isEqualTo(Start.STARTTLS);
        assertThat(terms.required()).isEqualTo(Required.MAIL);
        assertThat(terms.clientCertificate()).isEqualTo(ClientCertificate.REQUIRE);
        assertThat(terms.clientTrust()).isNotNull();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> settings(ClientCertificate.NONE, null, null, null, null))
                .hasMessageStartingWith("client-certificate: ");
        assertThatThrownBy(() ->
                        new MutualTlsSettings(
                                Start.NEVER,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null))
                .hasMessageStartingWith("start: ");
    }

    @Test
    void filesThatCannotBeReadAreNamedAtTheStart() throws Exception {
        Files.writeString(folder.resolve("ca.pem"), "hello");
        assertThatThrownBy(() -> policy().start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("ca.pem") + ": ");
        Files.delete(folder.resolve("ca.pem"));
        assertThatThrownBy(() -> policy().start())
                .hasMessage(folder.resolve("ca.pem") + ": no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void onlyTheRightCertificateIsLetIn(String version) throws Exception {
        var expired = authority.issue("client.example.org", Duration.ofHours(-1), "");
        var stranger = Issued.authority("partners").issue("client.example.org");
        try (var server = server(settings(null, null, null, null, null))) {
            assertThat(openssl(server, version, client)).contains("verified=true shown=1");
            assertThat(openssl(server, version, expired))
                    .doesNotContain("verified=")
                    .contains("alert certificate unknown");
            assertThat(openssl(server, version, stranger))
                    .doesNotContain("verified=")
                    .contains("alert certificate unknown");
            assertThat(openssl(server, version, null))
                    .doesNotContain("verified=")
                    .containsAnyOf(
                            "alert certificate required",
                            "alert bad certificate",
                            "alert handshake failure");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void whoIsOnlyAskedIsServedAsAStranger(String version) throws Exception {
        var expired = authority.issue("client.example.org", Duration.ofHours(-1), "");
        var stranger = Issued.authority("partners").issue("client.example.org");
        try (var server = server(settings(ClientCertificate.REQUEST, null, null, null, null))) {
            assertThat(openssl(server, version, client)).contains("verified=true shown=1");
            assertThat(openssl(server, version, expired)).contains("verified=false shown=1");
            assertThat(openssl(server, version, stranger)).contains("verified=false shown=1");
            assertThat(openssl(server, version, null)).contains("verified=false shown=0");
        }
    }

    @Test
    void aJavaClientFindsTheRightCertificate() throws Exception {
        try (var server = server(settings(null, null, null, null, null))) {
            assertThat(java(server, client)).isEqualTo("verified=true shown=1");
            assertThatThrownBy(() -> java(server, Issued.authority("others").issue("client")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theFileOfAuthoritiesIsReadAnewWhenItChanges() throws Exception {
        var other = Issued.authority("others");
        var another = other.issue("another.example.org");
        try (var server = server(settings(ClientCertificate.REQUEST, null, null, null, null))) {
            assertThat(openssl(server, "-tls1_3", another)).contains("verified=false");

            replace("ca.pem", other.pem());
            now = now.plusSeconds(11);
            assertThat(openssl(server, "-tls1_3", another)).contains("verified=true");
            assertThat(openssl(server, "-tls1_3", client)).contains("verified=false");

            replace("ca.pem", "damaged");
            now = now.plusSeconds(11);
            assertThat(openssl(server, "-tls1_3", another)).contains("verified=true");
        }
    }

    @Test
    void aRevokedCertificateIsRefusedOnceTheListSaysSo() throws Exception {
        var other = authority.issue("other.example.org");
        replace("crl.pem", authority.crl(WEEK, other));
        try (var server = server(settings(null, "crl.pem", null, null, null))) {
            assertThat(openssl(server, "-tls1_3", client)).contains("verified=true");
            assertThat(openssl(server, "-tls1_3", other)).doesNotContain("verified=");

            replace("crl.pem", authority.crl(WEEK, other, client));
            now = now.plusSeconds(11);
            assertThat(openssl(server, "-tls1_3", client)).doesNotContain("verified=");
        }
    }

    @Test
    void aListPastItsTimeRefusesUnlessItIsToWarn() throws Exception {
        var other = authority.issue("other.example.org");
        replace("crl.pem", authority.crl(Duration.ofHours(-1), other));
        try (var server = server(settings(null, "crl.pem", null, null, null))) {
            assertThat(openssl(server, "-tls1_3", client)).doesNotContain("verified=");
        }
        try (var server = server(settings(null, "crl.pem", ExpiredCrl.WARN, null, null))) {
            assertThat(openssl(server, "-tls1_3", client)).contains("verified=true");
            assertThat(openssl(server, "-tls1_3", other)).doesNotContain("verified=");
        }
    }

    @Test
    void aListOfAnotherAuthorityIsNone() throws Exception {
        replace("crl.pem", Issued.authority("partners").crl(WEEK));
        try (var server = server(settings(null, "crl.pem", null, null, null))) {
            assertThat(openssl(server, "-tls1_3", client)).doesNotContain("verified=");
        }
    }

    @Test
    void theResponderOfTheCertificateIsAsked() throws Exception {
        try (var responder = new Responder(authority);
                var server = server(settings(null, null, null, Ocsp.HARD_FAIL, null))) {
            var asked = authority.issue("asked.example.org", WEEK, responder.address());

            assertThat(openssl(server, "-tls1_3", asked)).contains("verified=true");
            assertThat(openssl(server, "-tls1_3", asked)).contains("verified=true");
            assertThat(responder.questions).hasValue(1);
            assertThat(openssl(server, "-tls1_3", client))
                    .as("names no responder")
                    .doesNotContain("verified=");

            responder.status = new RevokedStatus(Date.from(Instant.now().minusSeconds(60)), 1);
            now = now.plus(Duration.ofHours(2));
            assertThat(openssl(server, "-tls1_3", asked)).doesNotContain("verified=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "unknown", "forged"})
    void whatTheResponderCannotTellIsAMatterOfTheSetting(String fault) throws Exception {
        try (var responder = new Responder(authority);
                var hard = server(settings(null, null, null, Ocsp.HARD_FAIL, null));
                var soft = server(settings(null, null, null, Ocsp.SOFT_FAIL, null))) {
            var asked = authority.issue("asked.example.org", WEEK, responder.address());
            switch (fault) {
                case "broken" -> responder.broken = true;
                case "unknown" -> responder.status = new UnknownStatus();
                default -> responder.authority = Issued.authority("partners");
            }

            assertThat(openssl(hard, "-tls1_3", asked)).doesNotContain("verified=");
            assertThat(openssl(soft, "-tls1_3", asked)).contains("verified=true");
        }
    }

    @Test
    void aSilentResponderIsNotWaitedForForever() throws Exception {
        var deadline = Duration.ofMillis(300);
        try (var responder = new Responder(authority);
                var hard = server(settings(null, null, null, Ocsp.HARD_FAIL, deadline));
                var soft = server(settings(null, null, null, Ocsp.SOFT_FAIL, deadline))) {
            responder.silent = true;
            var asked = authority.issue("asked.example.org", WEEK, responder.address());

            assertThat(openssl(hard, "-tls1_3", asked)).doesNotContain("verified=");
            assertThat(openssl(soft, "-tls1_3", asked)).contains("verified=true");
        }
    }

    @Test
    void aRevokedIntermediateTakesItsClientsWithIt() throws Exception {
        var intermediate = authority.intermediate("department");
        var below = intermediate.issue("below.example.org");
        var chain = Files.writeString(folder.resolve("chain.pem"), intermediate.pem()).toString();
        replace("crl.pem", intermediate.crl(WEEK));
        try (var server = server(settings(null, "crl.pem", null, null, null))) {
            assertThat(openssl(server, "-tls1_3", below, "-cert_chain", chain))
                    .contains("verified=true shown=2");

            replace("crl.pem", intermediate.crl(WEEK) + authority.crl(WEEK, intermediate));
            now = now.plusSeconds(11);
            assertThat(openssl(server, "-tls1_3", below, "-cert_chain", chain))
                    .doesNotContain("verified=");
        }
    }

    @Test
    void aSoftFailStillRefusesTheRevoked() throws Exception {
        try (var responder = new Responder(authority);
                var server = server(settings(null, null, null, Ocsp.SOFT_FAIL, null))) {
            var asked = authority.issue("asked.example.org", WEEK, responder.address());
            responder.status = new RevokedStatus(Date.from(Instant.now().minusSeconds(60)), 1);

            assertThat(openssl(server, "-tls1_3", asked)).doesNotContain("verified=");
        }
    }

    private MutualServer server(MutualTlsSettings settings) throws Exception {
        var policy = policy(settings);
        policy.start();
        return new MutualServer(policy, Issued.authority("server").issue("mail.example.org"));
    }

    private MutualTls policy(MutualTlsSettings settings) {
        return new MutualTls(settings, FixedFacts.in(folder), () -> now);
    }

    private static MutualTlsSettings settings(
            ClientCertificate asked, String crl, ExpiredCrl expired, Ocsp ocsp, Duration deadline) {
        return new MutualTlsSettings(
                Start.IMPLICIT,
                null,
                asked,
                Optional.of(Path.of("ca.pem")),
                crl == null ? null : List.of(Path.of(crl)),
                expired,
                ocsp,
                Optional.empty(),
                deadline,
                null,
                null);
    }

    private void replace(String name, String text) throws IOException {
        var fresh = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /// @param shown `null` for none
    private String openssl(MutualServer server, String version, Issued shown, String... options)
            throws Exception {
        var program = Path.of("/usr/bin/openssl");
        assumeTrue(Files.isExecutable(program), "openssl is not installed here");
        var command =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + server.port(),
                                "-ign_eof",
                                version));
        if (shown != null) {
            var file = shown.write(Files.createTempFile(folder, "client", ".pem")).toString();
            command.addAll(List.of("-cert", file, "-key", file));
        }
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            try (var input = process.outputWriter()) {
                input.write("hello\n");
            } catch (IOException _) {
                // It has ended already.
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String java(MutualServer server, Issued shown) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {MutualServer.keys(shown)},
                new TrustManager[] {new Anybody()},
                null);
        try (var socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII).strip();
        }
    }
}
