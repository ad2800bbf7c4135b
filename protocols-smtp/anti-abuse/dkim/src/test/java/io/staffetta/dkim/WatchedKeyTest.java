package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.host.SigningKeys.SigningKey;
import io.staffetta.spi.mail.Domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

class WatchedKeyTest {

    private static final Instant START = Lab.NOW;

    @TempDir private Path folder;

    @Test
    void aChangedFileIsReadAnewAndABrokenOneChangesNothing() throws IOException {
        write(SigningXmlTest.pem(Lab.RSA.getPrivate()), 0);
        var key = watched();
        assertThat(key.load(START).key()).isEqualTo(Lab.RSA.getPrivate());

        write(SigningXmlTest.pem(Lab.ED25519.getPrivate()), 1);
        assertThat(at(key, 9)).isEqualTo(Lab.RSA.getPrivate());
        assertThat(at(key, 10)).isEqualTo(Lab.ED25519.getPrivate());

        write("nothing", 2);
        assertThat(at(key, 30)).isEqualTo(Lab.ED25519.getPrivate());

        Files.delete(folder.resolve("key.pem"));
        assertThat(at(key, 50)).isEqualTo(Lab.ED25519.getPrivate());

        write(SigningXmlTest.pem(Lab.RSA.getPrivate()), 3);
        assertThat(at(key, 70)).isEqualTo(Lab.RSA.getPrivate());
    }

    @Test
    void theOldFormOfRsaKeysIsReadToo() throws IOException {
        byte[] pkcs8 = Lab.RSA.getPrivate().getEncoded();
        var pkcs1 =
                Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
        write("-----BEGIN RSA PRIVATE KEY-----\n" + pkcs1 + "\n-----END RSA PRIVATE KEY-----\n", 0);
        assertThat(watched().load(START).key()).isEqualTo(Lab.RSA.getPrivate());
    }

    private static PrivateKey at(WatchedKey key, int seconds) {
        return key.current(START.plusSeconds(seconds)).map(SigningKey::key).orElseThrow();
    }

    private WatchedKey watched() {
        var file = folder.resolve("key.pem");
        var setting = new SigningKeyFile(new Domain("example.org"), "s", file);
        return new WatchedKey(setting, file, Duration.ofSeconds(10));
    }

    private void write(String text, int minute) throws IOException {
        var file = Files.writeString(folder.resolve("key.pem"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(60L * minute)));
    }
}
