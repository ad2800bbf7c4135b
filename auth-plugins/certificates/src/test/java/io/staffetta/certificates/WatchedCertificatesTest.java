package io.staffetta.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.certificates.CertificatesSettings.Pem;
import io.staffetta.certificates.CertificatesSettings.Pkcs12;
import io.staffetta.spi.Secret;
import io.staffetta.spi.tls.Certificates;
import io.staffetta.testkit.CertificatesContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import javax.net.ssl.SSLHandshakeException;

class WatchedCertificatesTest implements CertificatesContract {

    @TempDir Path folder;
    private final FakeClock clock = new FakeClock();

    @Override
    public Certificates certificates() throws Exception {
        install("a", Issued.of("EC", "mail.example.org"));
        install("b", Issued.of("RSA", "mail.example.org"));
        return started("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sniChoosesTheCertificate(String protocol) throws Exception {
        var org = install("org", Issued.of("EC", "mail.example.org"));
        var net = install("net", Issued.of("EC", "*.example.net"));
        var keys = started("org", "net").keyManager();

        assertThat(new Handshake(protocol, "mail.example.net").socket(keys)).isEqualTo(net);
        assertThat(new Handshake(protocol, "mail.example.net").engine(keys)).isEqualTo(net);
        assertThat(new Handshake(protocol, "mail.example.org").socket(keys)).isEqualTo(org);
        assertThat(new Handshake(protocol, "mail.example.org").engine(keys)).isEqualTo(org);
        assertThat(new Handshake(protocol, "other.example.com").socket(keys)).isEqualTo(org);
        assertThat(new Handshake(protocol, "").socket(keys)).isEqualTo(org);
        assertThat(new Handshake(protocol, "").engine(keys)).isEqualTo(org);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theClientsSignaturesChooseTheKeyType(String protocol) throws Exception {
        var elliptic = install("ec", Issued.of("EC", "mail.example.org"));
        var rsa = install("rsa", Issued.of("RSA", "mail.example.org"));
        var keys = started("ec", "rsa").keyManager();
        var forRsa =
                new Handshake(
                        protocol, "mail.example.org", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256");
        var forElliptic =
                new Handshake(
                        protocol,
                        "mail.example.org",
                        "ecdsa_secp256r1_sha256",
                        "ecdsa_secp384r1_sha384");

        assertThat(forRsa.socket(keys)).isEqualTo(rsa);
        assertThat(forRsa.engine(keys)).isEqualTo(rsa);
        assertThat(forElliptic.socket(keys)).isEqualTo(elliptic);
    }

    @Test
    void aCertificateOfAnotherHostIsNotShownForItsKeyType() throws Exception {
        install("ec", Issued.of("EC", "mail.example.org"));
        install("rsa", Issued.of("RSA", "mail.example.net"));
        var keys = started("ec", "rsa").keyManager();
        var handshake = new Handshake("TLSv1.3", "mail.example.org", "rsa_pss_rsae_sha256");

        assertThatThrownBy(() -> handshake.socket(keys)).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void newFilesAreServedAtTheFirstHandshakeAfterTheInterval() throws Exception {
        var before = install("a", Issued.of("EC", "mail.example.org"));
        var certificates = started("a");
        var keys = certificates.keyManager();
        var handshake = new Handshake("TLSv1.3", "mail.example.org");
        assertThat(handshake.socket(keys)).isEqualTo(before);

        var after = install("a", Issued.of("RSA", "mail.example.org"));
        clock.advance(Duration.ofSeconds(9));
        assertThat(handshake.socket(keys)).isEqualTo(before);
        clock.advance(Duration.ofSeconds(1));
        assertThat(handshake.socket(keys)).isEqualTo(after);
        assertThat(certificates.current()).containsExactly(after);
    }

    @Test
    void aReplacedSymbolicLinkIsNoticed() throws Exception {
        var before = install("1", Issued.of("EC", "mail.example.org"));
        var after = install("2", Issued.of("EC", "mail.example.org"));
        link("live.pem", "1.pem");
        link("live-key.pem", "1-key.pem");
        var certificates = started("live");
        assertThat(certificates.current()).containsExactly(before);

        link("live.pem", "2.pem");
        link("live-key.pem", "2-key.pem");
        clock.advance(Duration.ofSeconds(10));

        assertThat(certificates.current()).containsExactly(after);
    }

    @Test
    void badNewFilesLeaveTheOldCertificate() throws Exception {
        var before = install("a", Issued.of("EC", "mail.example.org"));
        var certificates = started("a");

        Issued.of("EC", "mail.example.org").chain(folder.resolve("a.pem"));

        assertThatThrownBy(certificates::refresh)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        folder.resolve("a-key.pem")
                                + ": the private key does not belong to the certificate");
        assertThat(certificates.current()).containsExactly(before);
        assertThat(new Handshake("TLSv1.3", "").socket(certificates.keyManager()))
                .isEqualTo(before);

        Files.delete(folder.resolve("a.pem"));
        clock.advance(Duration.ofSeconds(10));
        assertThat(certificates.current()).containsExactly(before);

        var after = install("a", Issued.of("EC", "mail.example.org"));
        certificates.refresh();
        assertThat(certificates.current()).containsExactly(after);
    }

    @Test
    void aHandshakeUnderWayEndsWithWhatItBegan() throws Exception {
        var before = install("a", Issued.of("EC", "mail.example.org"));
        var certificates = started("a");
        var keys = certificates.keyManager();
        var alias = keys.chooseServerAlias("EC", null, null);
        var key = keys.getPrivateKey(alias);

        install("a", Issued.of("EC", "mail.example.org"));
        certificates.refresh();

        assertThat(keys.getCertificateChain(alias)).containsExactly(before);
        assertThat(keys.getPrivateKey(alias)).isEqualTo(key);
        assertThat(keys.chooseServerAlias("EC", null, null)).isNotEqualTo(alias);
    }

    @Test
    void manyHandshakesWhileFilesChangeAllSucceed() throws Exception {
        install("a", Issued.of("EC", "mail.example.org"));
        var certificates = started("a");
        var keys = certificates.keyManager();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var handshakes =
                    IntStream.range(0, 60)
                            .mapToObj(_ ->
                                    threads.submit(() -> new Handshake("TLSv1.3", "").engine(keys)))
                            .toList();
            for (int i = 0; i < 10; i++) {
                install("a", Issued.of("EC", "mail.example.org"));
                clock.advance(Duration.ofSeconds(10));
            }
            for (var handshake : handshakes) {
                assertThat(handshake.get()).isNotNull();
            }
        }
    }

    @Test
    void pkcs12FilesServeAllTheirKeys() throws Exception {
        var one = Issued.of("EC", "one.example.org");
        var two = Issued.of("RSA", "two.example.org");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var password = "secret".toCharArray();
        for (var issued : List.of(one, two)) {
            store.setKeyEntry(
                    issued.equals(one) ? "one" : "two",
                    issued.pair().getPrivate(),
                    password,
                    new Certificate[] {issued.certificate()});
        }
        try (var out = Files.newOutputStream(folder.resolve("mail.p12"))) {
            store.store(out, password);
        }

        var certificates = started(settings(new Pkcs12(Path.of("mail.p12"), Secret.of("secret"))));
        assertThat(certificates.current())
                .containsExactlyInAnyOrder(one.certificate(), two.certificate());
        assertThat(new Handshake("TLSv1.3", "two.example.org").socket(certificates.keyManager()))
                .isEqualTo(two.certificate());

        assertThatThrownBy(() ->
                        started(settings(new Pkcs12(Path.of("mail.p12"), Secret.of("wrong")))))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("mail.p12") + ": the password does not open it");
        Files.writeString(folder.resolve("bad.p12"), "hello");
        assertThatThrownBy(
                        () -> started(settings(new Pkcs12(Path.of("bad.p12"), Secret.of("wrong")))))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("bad.p12") + ": damaged PKCS#12 file");
    }

    @Test
    void aMissingFileIsNamedAtStart() {
        assertThatThrownBy(() -> started("missing"))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("missing.pem") + ": no such file");
    }

    private X509Certificate install(String name, Issued issued) throws IOException {
        var chain = issued.chain(folder.resolve(name + ".new"));
        var key = issued.traditionalKey(folder.resolve(name + "-key.new"));
        Files.move(chain, folder.resolve(name + ".pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(key, folder.resolve(name + "-key.pem"), StandardCopyOption.REPLACE_EXISTING);
        return issued.certificate();
    }

    private void link(String name, String target) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }

    private Certificates started(String... names) throws Exception {
        var files =
                Arrays.stream(names)
                        .map(name ->
                                new Pem(Path.of(name + ".pem"), Path.of(name + "-key.pem"), null))
                        .toList();
        return started(new CertificatesSettings(files, null, null, null));
    }

    private static CertificatesSettings settings(Pkcs12 file) {
        return new CertificatesSettings(null, List.of(file), null, null);
    }

    private Certificates started(CertificatesSettings settings) throws Exception {
        var certificates =
                new WatchedCertificates(
                        settings, new TestServer(folder, "mail.example.org"), clock);
        certificates.start();
        return certificates;
    }
}
