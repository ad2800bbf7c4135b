package io.staffetta.acme;

import static io.staffetta.acme.CertificateSettings.ChallengeType.HTTP_01;
import static io.staffetta.acme.CertificateSettings.ChallengeType.TLS_ALPN_01;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.acme.AcmeSettings.ExternalAccount;
import io.staffetta.spi.Secret;
import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Certificates from a real ACME server that really validates.
class ObtainTest {

    @TempDir Path folder;
    private final TestDns dns = TestDns.start();
    private final WaitingMeters meters = new WaitingMeters();

    @BeforeEach
    void names() {
        dns.add("mail.example.org", "A", "127.0.0.1").add("mx.example.org", "A", "127.0.0.1");
    }

    @AfterEach
    void closeDns() {
        dns.close();
    }

    @Test
    void aPageOnPort80ProvesNames() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings =
                    TestSettings.of(pebble)
                            .certificate(HTTP_01, "mail.example.org", "mx.example.org");
            obtain(settings, 1);

            var file = new TestServer(folder).certificate("mail.example.org.pem");
            assertThat(Present.in(file).orElseThrow().names())
                    .containsExactlyInAnyOrder("mail.example.org", "mx.example.org");
            assertUsable(file, pebble, "id-ecPublicKey");
            assertThat(
                            meters.gauge(
                                    "acme.renewal.seconds",
                                    Map.of("certificate", "mail.example.org")))
                    .isPositive();
        }
    }

    @Test
    void aCertificateOnPort443ProvesNames() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings =
                    TestSettings.of(pebble)
                            .certificate(TLS_ALPN_01, "mail.example.org", "mx.example.org");
            obtain(settings, 1);

            var file = new TestServer(folder).certificate("mail.example.org.pem");
            assertUsable(file, pebble, "id-ecPublicKey");
        }
    }

    @Test
    void oneFileForEachKindOfKey() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings =
                    TestSettings.of(pebble)
                            .certificate(
                                    HTTP_01,
                                    List.of(KeyType.EC_P384, KeyType.RSA_2048),
                                    "mail.example.org");
            obtain(settings, 2);

            var server = new TestServer(folder);
            assertUsable(server.certificate("mail.example.org.pem"), pebble, "id-ecPublicKey");
            assertUsable(server.certificate("mail.example.org-rsa.pem"), pebble, "rsaEncryption");
        }
    }

    @Test
    void nothingIsOrderedTwiceAndTheAccountStays() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server())) {
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            obtain(settings, 1);
            var key = Files.readString(folder.resolve("data/acme/account.pem"));

            // Only the second is ordered: the first is there.
            obtain(settings.certificate(HTTP_01, "mx.example.org"), 2);

            assertThat(pebble.orders()).isEqualTo(2);
            assertThat(pebble.accounts()).isEqualTo(1);
            assertThat(folder.resolve("data/acme/account.pem")).hasContent(key);
            assertOwnersOnly(folder.resolve("data/acme/account.pem"));
            assertThat(folder.resolve("data/acme"))
                    .isDirectoryNotContaining(file -> file.toString().endsWith(".order"));
        }
    }

    @Test
    void otherNamesOrAnotherKeyTypeAreOrderedAtOnce() throws Exception {
        try (var pebble = Pebble.start(folder, dns.server())) {
            obtain(TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org"), 1);
            obtain(
                    TestSettings.of(pebble)
                            .certificate(HTTP_01, "mail.example.org", "mx.example.org"),
                    2);
            obtain(
                    TestSettings.of(pebble)
                            .certificate(
                                    HTTP_01,
                                    List.of(KeyType.RSA_2048),
                                    "mail.example.org",
                                    "mx.example.org"),
                    3);

            var file = new TestServer(folder).certificate("mail.example.org.pem");
            assertUsable(file, pebble, "rsaEncryption");
        }
    }

    @Test
    void anAuthorityThatRefusesNoncesAndKnowsOnlyItsCustomers() throws Exception {
        var secret = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";
        var required =
                ",\"externalAccountBindingRequired\": true, \"externalAccountMACKeys\": {\"kid-1\":"
                        + " \""
                        + secret
                        + "\"}";
        try (var pebble = Pebble.prepare(folder, dns.server(), required)) {
            pebble.start(Map.of("PEBBLE_WFE_NONCEREJECT", "30"));
            var settings = TestSettings.of(pebble).certificate(HTTP_01, "mail.example.org");
            settings.externalAccount =
                    Optional.of(new ExternalAccount("kid-1", Secret.of(secret), Optional.empty()));
            obtain(settings, 1);

            assertThat(settings.build().toString()).doesNotContain(secret);
        }
    }

    private void obtain(TestSettings settings, int orders) throws Exception {
        var service =
                new AcmeCertificates(
                        settings.build(), new TestServer(folder), meters, InstantSource.system());
        service.start();
        try {
            meters.awaitObtained(orders);
        } finally {
            service.close();
        }
        assertThat(meters.failed()).isZero();
    }

    /// As a listener and as OpenSSL see it.
    private void assertUsable(Path file, Pebble pebble, String algorithm) throws Exception {
        assertOwnersOnly(file);
        var pem = Pem.read(file);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "key",
                pem.key().orElseThrow(),
                new char[0],
                pem.chain().toArray(Certificate[]::new));
        assertThat(store.getCertificateChain("key")).hasSizeGreaterThan(1);

        var path = file.toString();
        var root = pebble.root(folder.resolve("root.pem")).toString();
        assertThat(openssl("verify", "-CAfile", root, "-untrusted", path, path)).contains(": OK");
        assertThat(openssl("x509", "-in", path, "-noout", "-text"))
                .contains("Public Key Algorithm: " + algorithm);
        assertThat(openssl("pkey", "-in", path, "-pubout"))
                .isEqualTo(openssl("x509", "-in", path, "-noout", "-pubkey"));
    }

    private static void assertOwnersOnly(Path file) throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static String openssl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
