package io.staffetta.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.spi.tls.Certificates;

import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

@Timeout(60)
class FolderTest {

    @TempDir Path configuration;
    private final FakeClock clock = new FakeClock();
    private Path folder;

    @BeforeEach
    void place() {
        folder = configuration.resolve("data/certificates");
    }

    @Test
    void selfSignedUntilSomethingLands() throws Exception {
        var certificates = started();
        assertThat(certificates.current())
                .singleElement()
                .satisfies(self ->
                        assertThat(self.getIssuerX500Principal())
                                .isEqualTo(self.getSubjectX500Principal()));

        Files.createDirectories(folder);
        look();
        assertThat(certificates.current()).hasSize(1);
        var landed = land("mail.pem", Issued.of("EC", "mail.example.org"));
        look();
        assertThat(certificates.current()).containsExactly(landed);
    }

    @Test
    void theOwnNameComesFirstAndThenTheFileName() throws Exception {
        var b = land("b.pem", Issued.of("EC", "b.example.net"));
        var a = land("a.pem", Issued.of("EC", "a.example.net"));
        var own = land("z.pem", Issued.of("EC", "mail.example.org"));
        land("ignored.crt", Issued.of("EC", "c.example.net"));

        assertThat(started().current()).containsExactly(own, a, b);
    }

    @Test
    void aDamagedFileLeavesWhatWasThereAndHarmsNoOther() throws Exception {
        var a = land("a.pem", Issued.of("EC", "a.example.net"));
        Files.writeString(folder.resolve("b.pem"), "damaged");
        var certificates = started();
        assertThat(certificates.current()).containsExactly(a);

        var b = land("b.pem", Issued.of("EC", "b.example.net"));
        look();
        assertThat(certificates.current()).containsExactly(a, b);

        Files.writeString(folder.resolve("a.pem"), "damaged");
        var c = land("c.pem", Issued.of("EC", "c.example.net"));
        look();
        assertThat(certificates.current()).containsExactly(a, b, c);
    }

    @Test
    void aFileThatIsGoneIsGoneUnlessItWasTheLast() throws Exception {
        land("a.pem", Issued.of("EC", "a.example.net"));
        var b = land("b.pem", Issued.of("EC", "b.example.net"));
        var certificates = started();

        Files.delete(folder.resolve("a.pem"));
        look();
        assertThat(certificates.current()).containsExactly(b);
        Files.delete(folder.resolve("b.pem"));
        Files.delete(folder);
        look();
        assertThat(certificates.current()).containsExactly(b);
    }

    @Test
    void anExpiredCertificateIsBetterThanASelfSignedOne() throws Exception {
        var day = Duration.ofDays(1);
        var expired =
                land(
                        "a.pem",
                        Issued.valid(
                                Issued.NOW.minus(day.multipliedBy(2)),
                                Issued.NOW.minus(day),
                                "EC",
                                "mail.example.org"));

        assertThat(started().current()).containsExactly(expired);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslGetsTheKeyTypeItCanCheck(String version) throws Exception {
        land("ec.pem", Issued.of("EC", "mail.example.org"));
        land("rsa.pem", Issued.of("RSA", "mail.example.org"));
        var keys = started().keyManager();

        assertThat(
                        openssl(
                                keys,
                                version,
                                "-servername",
                                "mail.example.org",
                                "-sigalgs",
                                "ECDSA+SHA384"))
                .contains("Peer signature type: ECDSA");
        assertThat(
                        openssl(
                                keys,
                                version,
                                "-servername",
                                "mail.example.org",
                                "-sigalgs",
                                "RSA-PSS+SHA256:RSA+SHA256"))
                .contains("Peer signature type: RSA");
        // The EC key lies on another curve.
        assertThat(
                        openssl(
                                keys,
                                version,
                                "-servername",
                                "mail.example.org",
                                "-sigalgs",
                                "ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256"))
                .contains("Peer signature type: RSA");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.org, CN = mail.example.org",
        "any.example.net, CN = *.example.net",
        "example.net, CN = mail.example.org",
        "a.b.example.net, CN = mail.example.org",
        "other.example.com, CN = mail.example.org"
    })
    void opensslGetsTheCertificateOfTheNameItAsksFor(String name, String subject) throws Exception {
        land("a.pem", Issued.of("EC", "*.example.net"));
        land("b.pem", Issued.of("EC", "mail.example.org"));
        var keys = started().keyManager();

        for (var version : List.of("-tls1_2", "-tls1_3")) {
            assertThat(openssl(keys, version, "-servername", name)).contains("subject=" + subject);
            assertThat(openssl(keys, version, "-noservername"))
                    .contains("subject=CN = mail.example.org");
        }
    }

    private X509Certificate land(String name, Issued issued) throws Exception {
        Files.createDirectories(folder);
        var pkcs8 = Issued.pem(new JcaPKCS8Generator(issued.pair().getPrivate(), null));
        var fresh =
                Files.writeString(
                        folder.resolve(name + ".new"), Issued.pem(issued.certificate()) + pkcs8);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return issued.certificate();
    }

    private void look() {
        clock.advance(Duration.ofSeconds(10));
    }

    private Certificates started() throws Exception {
        var certificates =
                new WatchedCertificates(
                        new CertificatesSettings(null, null, null, null),
                        new TestServer(configuration, "mail.example.org"),
                        clock);
        certificates.start();
        return certificates;
    }

    private static String openssl(X509ExtendedKeyManager keys, String... options) throws Exception {
        var program = Path.of("/usr/bin/openssl");
        assumeTrue(Files.isExecutable(program), "openssl is not installed here");
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys}, null, null);
        try (var listener =
                        (SSLServerSocket)
                                context.getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            listener.setSoTimeout(20_000);
            var served =
                    threads.submit(() -> {
                        try (var socket = (SSLSocket) listener.accept()) {
                            return socket.getInputStream().read();
                        } catch (IOException e) {
                            return -1; // What the client saw is what the test looks at.
                        }
                    });
            var command =
                    new ArrayList<>(
                            List.of(
                                    program.toString(),
                                    "s_client",
                                    "-connect",
                                    "127.0.0.1:" + listener.getLocalPort()));
            command.addAll(List.of(options));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                var output =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                served.get();
                return output;
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
