package io.staffetta.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.staffetta.spi.Secret;

import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

class PemFilesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void keysComeInTheOldForm(String algorithm) throws Exception {
        var issued = Issued.of(algorithm, "mail.example.org");
        issued.traditionalKey(key());
        assertThat(Files.readString(key())).startsWith("-----BEGIN " + algorithm + " PRIVATE");

        assertLoads(issued, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void keysComeAsPkcs8(String algorithm) throws Exception {
        var issued =
                algorithm.equals("Ed25519") ? edwards() : Issued.of(algorithm, "mail.example.org");
        Files.writeString(key(), pkcs8(issued));

        assertLoads(issued, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void encryptedKeysAreOpened(String algorithm) throws Exception {
        var issued = Issued.of(algorithm, "mail.example.org");
        var encryptor =
                new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword("open".toCharArray())
                        .build();
        Files.writeString(
                key(), Issued.pem(new JcaPKCS8Generator(issued.pair().getPrivate(), encryptor)));
        assertThat(Files.readString(key())).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY");

        assertLoads(issued, "open");
        assertRefused("wrong", key() + ": the password does not open the private key");
        assertRefused("", key() + ": the private key is encrypted; set its <password>");
    }

    @Test
    void encryptedKeysOfTheOldFormAreOpened() throws Exception {
        var issued = Issued.of("RSA", "mail.example.org");
        var encryptor =
                new JcePEMEncryptorBuilder("AES-256-CBC")
                        .setProvider(new BouncyCastleProvider())
                        .build("open".toCharArray());
        Files.writeString(
                key(), Issued.pem(new JcaMiscPEMGenerator(issued.pair().getPrivate(), encryptor)));
        assertThat(Files.readString(key())).contains("DEK-Info: AES-256-CBC");

        assertLoads(issued, "open");
        assertRefused("", key() + ": the private key is encrypted; set its <password>");
    }

    @Test
    void keyAndChainMayShareAFile() throws Exception {
        var issued = Issued.of("EC", "mail.example.org");
        Files.writeString(chain(), pkcs8(issued) + Issued.pem(issued.certificate()));

        var files = new PemFiles(chain(), chain(), Secret.of(""));

        assertThat(files.files()).containsExactly(chain());
        assertThat(files.load(Issued.NOW).getFirst().certificate()).isEqualTo(issued.certificate());
    }

    @Test
    void theChainIsPutInOrder() throws Exception {
        var authority = Issued.of("RSA", "ca.example.org");
        var stranger = Issued.of("EC", "stranger.example.org");
        var issued = authority.issue("EC", "mail.example.org");
        Files.writeString(
                chain(),
                Issued.pem(authority.certificate())
                        + Issued.pem(stranger.certificate())
                        + Issued.pem(issued.certificate()));
        Files.writeString(key(), pkcs8(issued));
        var credential = load("").getFirst();

        assertThat(credential.chain())
                .isEqualTo(List.of(issued.certificate(), authority.certificate()));
    }

    @Test
    void whatCannotBeUsedIsNamed() throws Exception {
        assertRefused("", chain() + ": no such file");
        var issued = Issued.of("EC", "mail.example.org");
        issued.chain(chain());
        assertRefused("", key() + ": no such file");
        Files.writeString(key(), "hello\n");
        assertRefused("", key() + ": no private key in PEM form in it");
        Files.writeString(key(), "-----BEGIN PRIVATE KEY-----\n????\n-----END PRIVATE KEY-----\n");
        assertRefused("", key() + ": damaged PEM file");
        Issued.of("EC", "mail.example.org").traditionalKey(key());
        assertRefused("", key() + ": the private key does not belong to the certificate");
        Issued.of("RSA", "mail.example.org").traditionalKey(key());
        assertRefused("", key() + ": the private key does not belong to the certificate");
        Files.writeString(chain(), "");
        assertRefused("", chain() + ": no certificate in PEM form in it");
        Files.delete(chain());
        Files.createDirectory(chain());
        assertRefused("", chain() + ": Is a directory");
    }

    @Test
    void anUnreadableFileIsNamed() throws Exception {
        Issued.of("EC", "mail.example.org").chain(chain());
        Files.setPosixFilePermissions(chain(), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(chain()), "root reads everything");

        assertRefused("", chain() + ": no permission to read it");
    }

    @Test
    void aCertificateOutOfItsTimeIsRefused() throws Exception {
        var day = Duration.ofDays(1);
        var expired =
                Issued.valid(Issued.NOW.minus(day), Issued.NOW.minusSeconds(5), "EC", "a.example");
        expired.chain(chain());
        expired.traditionalKey(key());
        assertRefused("", key() + ": the certificate expired on 2026-01-02T03:04:00Z");

        var early =
                Issued.valid(Issued.NOW.plusSeconds(5), Issued.NOW.plus(day), "EC", "a.example");
        early.chain(chain());
        early.traditionalKey(key());
        assertRefused("", key() + ": the certificate is not valid before 2026-01-02T03:04:10Z");
    }

    private void assertLoads(Issued issued, String password) throws IOException {
        issued.chain(chain());

        var credential = load(password).getFirst();

        assertThat(credential.certificate()).isEqualTo(issued.certificate());
        assertThat(credential.keyType()).isEqualTo(credential.key().getAlgorithm());
    }

    private void assertRefused(String password, String message) {
        assertThatThrownBy(() -> load(password))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private List<Credential> load(String password) throws IOException {
        return new PemFiles(chain(), key(), Secret.of(password)).load(Issued.NOW);
    }

    private static String pkcs8(Issued issued) throws IOException {
        return Issued.pem(new JcaPKCS8Generator(issued.pair().getPrivate(), null));
    }

    private static Issued edwards() throws Exception {
        return Issued.of("EC", "ca.example.org").issue("Ed25519", "mail.example.org");
    }

    private Path chain() {
        return folder.resolve("fullchain.pem");
    }

    private Path key() {
        return folder.resolve("privkey.pem");
    }
}
