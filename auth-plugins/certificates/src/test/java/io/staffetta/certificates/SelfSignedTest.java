package io.staffetta.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.Certificates;
import io.staffetta.testkit.CertificatesContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

class SelfSignedTest implements CertificatesContract {

    @TempDir Path folder;
    private final FakeClock clock = new FakeClock();

    @Override
    public Certificates certificates() throws Exception {
        return started("mail.example.org");
    }

    @Test
    void itIsMadeOnceAndKept() throws Exception {
        var first = only(started("mail.example.org"));
        var second = only(started("mail.example.org"));

        assertThat(second).isEqualTo(first);
        assertThat(first.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(first.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "mail.example.org"),
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        first.verify(first.getPublicKey());
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        started("mail.example.org");

        try (var files = Files.walk(folder.resolve("data/tls"))) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(file)))
                                    .isEqualTo(
                                            Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void anotherHostNameGetsAnotherCertificate() throws Exception {
        var first = only(started("mail.example.org"));
        var second = only(started("mx.example.org"));

        assertThat(second).isNotEqualTo(first);
        assertThat(HostNames.of(second).hasExactly("mx.example.org")).isTrue();
    }

    @Test
    void itIsMadeAnewBeforeItExpiresWithoutARestart() throws Exception {
        var certificates = started("mail.example.org");
        var first = only(certificates);
        var end = first.getNotAfter().toInstant();

        clock.advance(Duration.between(clock.instant(), end).minus(Duration.ofDays(31)));
        assertThat(only(certificates)).isEqualTo(first);
        clock.advance(Duration.ofDays(2));
        var second = only(certificates);

        assertThat(second).isNotEqualTo(first);
        assertThat(second.getNotAfter().toInstant()).isAfter(end);
    }

    @Test
    void damagedFilesAreMadeAnew() throws Exception {
        var first = only(started("mail.example.org"));
        Files.writeString(folder.resolve("data/tls/self-signed-key.pem"), "half");

        assertThat(only(started("mail.example.org"))).isNotEqualTo(first);
    }

    /// With the checks a careful client makes: the chain, and the name of the host.
    @Test
    void aClientThatTrustsItIsContent() throws Exception {
        var certificates = started("mail.example.org");
        var server = SSLContext.getInstance("TLS");
        server.init(new KeyManager[] {certificates.keyManager()}, null, null);
        try (var listener =
                        (SSLServerSocket)
                                server.getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var served =
                    threads.submit(() -> {
                        try (var socket = listener.accept()) {
                            return socket.getInputStream().read();
                        }
                    });
            try (var socket =
                    (SSLSocket)
                            trusting(only(certificates))
                                    .getSocketFactory()
                                    .createSocket("localhost", listener.getLocalPort())) {
                socket.setSoTimeout(20_000);
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write('x');
                assertThat(served.get(20, TimeUnit.SECONDS)).isEqualTo('x');
            }
        }
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static X509Certificate only(Certificates certificates) {
        assertThat(certificates.current()).hasSize(1);
        return certificates.current().getFirst();
    }

    private Certificates started(String hostname) throws Exception {
        var certificates =
                new WatchedCertificates(
                        new CertificatesSettings(null, null, null, null),
                        new TestServer(folder, hostname),
                        clock);
        certificates.start();
        return certificates;
    }
}
