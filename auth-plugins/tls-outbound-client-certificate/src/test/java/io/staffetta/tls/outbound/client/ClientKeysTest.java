package io.staffetta.tls.outbound.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.testkit.TestCertificate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class ClientKeysTest {

    @TempDir Path folder;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private TestCertificate authority;
    private TestCertificate ours;

    @BeforeEach
    void issue() throws Exception {
        authority = TestCertificate.authority("authority");
        ours = authority.issue("relay.example.org");
    }

    @Test
    void showsTheChainOfPemFiles() throws Exception {
        write(ours);
        var keys = keys(pem());

        assertThat(keys.getCertificateChain(alias(keys)))
                .containsExactly(ours.certificate(), authority.certificate());
        assertThat(keys.getPrivateKey(alias(keys))).isEqualTo(ours.pair().getPrivate());
    }

    @Test
    void keyAndChainMayStandInOneFile() throws Exception {
        var file = folder.resolve("chain.pem");
        Files.writeString(file, ours.keyPem() + ours.pem() + authority.pem());
        var keys = keys(new KeyFiles.Pem(file, file));

        assertThat(keys.getCertificateChain(alias(keys)))
                .containsExactly(ours.certificate(), authority.certificate());
    }

    @Test
    void showsNothingToWhoCannotReadIt() throws Exception {
        write(ours);

        assertThat(keys(pem()).chooseClientAlias(new String[] {"RSA"}, null, null)).isNull();
    }

    @Test
    void readsPkcs12() throws Exception {
        var file = folder.resolve("relay.p12");
        var password = "geheim".toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "relay",
                ours.pair().getPrivate(),
                password,
                new Certificate[] {ours.certificate(), authority.certificate()});
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password);
        }

        var keys = keys(new KeyFiles.Pkcs12(file, Secret.of("geheim")));
        assertThat(keys.getCertificateChain(alias(keys))).hasSize(2);
        assertThatThrownBy(() -> keys(new KeyFiles.Pkcs12(file, Secret.of("falsch"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageNotContaining("falsch");
    }

    @Test
    void followsTheFilesAndKeepsWhatIsInUse() throws Exception {
        write(ours);
        var keys = keys(pem());
        var before = alias(keys);
        var next = authority.issue("relay.example.org");
        write(next);
        Files.setLastModifiedTime(folder.resolve("key.pem"), FileTime.from(Instant.EPOCH));

        assertThat(alias(keys)).as("not yet").isEqualTo(before);
        now.set(Instant.EPOCH.plusSeconds(11));

        assertThat(first(keys, alias(keys))).isEqualTo(next.certificate());
        assertThat(first(keys, before)).as("under way").isEqualTo(ours.certificate());
    }

    @Test
    void aFileThatIsBrokenLaterChangesNothing() throws Exception {
        write(ours);
        var keys = keys(pem());
        Files.writeString(folder.resolve("key.pem"), "gone");
        now.set(Instant.EPOCH.plusSeconds(11));

        assertThat(first(keys, alias(keys))).isEqualTo(ours.certificate());
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        write(ours);
        var key = folder.resolve("key.pem");
        Files.writeString(key, authority.keyPem());
        assertThatThrownBy(() -> keys(pem()))
                .hasMessage(key + ": the private key does not belong to the first certificate");
        Files.writeString(key, "-----BEGIN EC PRIVATE KEY-----");
        assertThatThrownBy(() -> keys(pem()))
                .hasMessageStartingWith(key + ": no unencrypted PKCS#8 private key in it");
        Files.delete(key);
        assertThatThrownBy(() -> keys(pem())).hasMessage(key + ": no such file");
    }

    @Test
    void settingsNameOneSource() {
        assertThatThrownBy(() -> settings(null, null, null))
                .hasMessage("either chain or pkcs12 is needed");
        assertThatThrownBy(() -> settings(null, Path.of("key"), Path.of("p12")))
                .hasMessage("key: goes with chain");
    }

    private static ClientCertificateSettings settings(
            @Nullable Path chain, @Nullable Path key, @Nullable Path pkcs12) {
        return new ClientCertificateSettings(
                List.of(), chain, key, pkcs12, Secret.of(""), Duration.ofSeconds(1));
    }

    private void write(TestCertificate issued) throws IOException {
        Files.writeString(folder.resolve("chain.pem"), issued.pem() + authority.pem());
        Files.writeString(folder.resolve("key.pem"), issued.keyPem());
    }

    private KeyFiles pem() {
        return new KeyFiles.Pem(folder.resolve("chain.pem"), folder.resolve("key.pem"));
    }

    private ClientKeys keys(KeyFiles files) throws IOException {
        var keys = new ClientKeys(files, Duration.ofSeconds(10), now::get);
        keys.load();
        return keys;
    }

    private static String alias(ClientKeys keys) {
        return keys.chooseClientAlias(new String[] {"RSA", "EC"}, null, null);
    }

    private static X509Certificate first(ClientKeys keys, String alias) {
        return keys.getCertificateChain(alias)[0];
    }
}
