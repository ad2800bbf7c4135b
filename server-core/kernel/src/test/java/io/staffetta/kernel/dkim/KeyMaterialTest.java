package io.staffetta.kernel.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;

class KeyMaterialTest {

    /// RFC 6376 appendix C.
    private static final String RFC_RSA =
            """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXwIBAAKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFC
            jxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gb
            to/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB
            AoGBALmn+XwWk7akvkUlqb+dOxyLB9i5VBVfje89Teolwc9YJT36BGN/l4e0l6QX
            /1//6DWUTB3KI6wFcm7TWJcxbS0tcKZX7FsJvUz1SbQnkS54DJck1EZO/BLa5ckJ
            gAYIaqlA9C0ZwM6i58lLlPadX/rtHb7pWzeNcZHjKrjM461ZAkEA+itss2nRlmyO
            n1/5yDyCluST4dQfO8kAB3toSEVc7DeFeDhnC1mZdjASZNvdHS4gbLIA1hUGEF9m
            3hKsGUMMPwJBAPW5v/U+AWTADFCS22t72NUurgzeAbzb1HWMqO4y4+9Hpjk5wvL/
            eVYizyuce3/fGke7aRYw/ADKygMJdW8H/OcCQQDz5OQb4j2QDpPZc0Nc4QlbvMsj
            7p7otWRO5xRa6SzXqqV3+F0VpqvDmshEBkoCydaYwc2o6WQ5EBmExeV8124XAkEA
            qZzGsIxVP+sEVRWZmW6KNFSdVUpk3qzK0Tz/WjQMe5z0UunY9Ax9/4PVhp/j61bf
            eAYXunajbBSOLlx4D+TunwJBANkPI5S9iylsbLs6NkaMHV6k5ioHBBmgCak95JGX
            GMot/L2x0IYyMLAz6oLWh2hm7zwtb0CgOrPo1ke44hFYnfc=
            -----END RSA PRIVATE KEY-----
            """;

    /// What RFC 6376 appendix C publishes for it.
    private static final String RFC_RSA_PUBLIC =
            "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkM"
                    + "oGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/R"
                    + "tdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToI"
                    + "MmPSPDdQPNUYckcQ2QIDAQAB";

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void aKeyIsTheSameAfterItWasWritten(KeyAlgorithm algorithm) throws Exception {
        var key = KeyMaterial.generate(algorithm, 1024);
        var again = KeyMaterial.parse(PrivateKeyPem.encode(key.privateKey()));

        assertThat(again.algorithm()).isEqualTo(algorithm);
        assertThat(again.bits()).isEqualTo(key.bits());
        assertThat(again.publicKey()).isEqualTo(key.publicKey());
        assertThat(again.privateKey()).isEqualTo(key.privateKey());
        assertThat(again.toString()).doesNotContainIgnoringCase("modulus");
    }

    @Test
    void theKeyOfRfc6376() throws Exception {
        assertThat(PublishedKey.text(KeyMaterial.parse(RFC_RSA)))
                .isEqualTo("v=DKIM1; h=sha256; k=rsa; p=" + RFC_RSA_PUBLIC);
    }

    @Test
    void theKeyOfRfc8463() throws Exception {
        var seed = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        var pkcs8 = "302e020100300506032b657004220420" + HexFormat.of().formatHex(seed);

        assertThat(PublishedKey.text(KeyMaterial.parse(pem("PRIVATE KEY", pkcs8))))
                .isEqualTo(
                        "v=DKIM1; h=sha256; k=ed25519;"
                                + " p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 512, 1023, 4097, 16_384})
    void keysThatAreTooSmallOrTooLargeAreNotMade(int bits) {
        assertThatThrownBy(() -> KeyMaterial.generate(KeyAlgorithm.RSA, bits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an RSA key has 1024 to 4096 bits, not %d", bits);
    }

    @Test
    void norAreTheyTaken() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(512);
        var small = PrivateKeyPem.encode(generator.generateKeyPair().getPrivate());
        assertThatThrownBy(() -> KeyMaterial.parse(small))
                .isInstanceOf(IOException.class)
                .hasMessage("an RSA key has 1024 to 4096 bits, not 512");

        var other = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
        assertThatThrownBy(() -> KeyMaterial.parse(PrivateKeyPem.encode(other)))
                .isInstanceOf(IOException.class)
                .hasMessage("neither an RSA key nor an Ed25519 key");
        var ed448 = KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPrivate();
        assertThatThrownBy(() -> KeyMaterial.parse(PrivateKeyPem.encode(ed448)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "-----BEGIN PRIVATE KEY-----\nsecret",
                "-----BEGIN PRIVATE KEY-----\n!secret\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nsecretAA\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nsecret",
                "-----END PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----"
            })
    void whatIsNoKeyIsSaidInOneLineWithoutIt(String pem) {
        assertThatThrownBy(() -> KeyMaterial.parse(pem))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("\n");
    }

    private static String pem(String label, String hex) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)),
                        label);
    }
}
