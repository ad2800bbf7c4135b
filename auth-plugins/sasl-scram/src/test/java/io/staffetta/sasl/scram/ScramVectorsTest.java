package io.staffetta.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The dialogues of the RFCs, octet for octet.
class ScramVectorsTest {

    @TempDir Path folder;

    /// RFC 5802 §5.
    @Test
    void sha1() {
        dialogue(
                ScramHash.SHA_1,
                "QSXCR+Q6sek8bf92",
                "3rfcNHYJY1ZVvWVs7j",
                "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
                "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                        + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    }

    /// RFC 7677 §3.
    @Test
    void sha256() {
        dialogue(
                ScramHash.SHA_256,
                "W22ZaJ0SNY7soEsUEjb6gQ==",
                "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    private void dialogue(
            ScramHash hash,
            String salt,
            String nonce,
            String clientFirst,
            String serverFirst,
            String clientFinal,
            String serverFinal) {
        var accounts = new OneAccount("user", "pencil", Base64.getDecoder().decode(salt), 4096);
        var context =
                new SaslContext("mail.example.org", "smtp", Optional.empty(), accounts, List.of());
        var exchange = new FixedServer(folder).started(hash).exchange(context, false, () -> nonce);

        assertThat(exchange.next(octets(clientFirst)))
                .isInstanceOfSatisfying(
                        SaslStep.Challenge.class,
                        challenge -> assertThat(text(challenge.octets())).isEqualTo(serverFirst));
        assertThat(exchange.next(octets(clientFinal)))
                .isInstanceOfSatisfying(
                        SaslStep.Success.class,
                        success -> {
                            assertThat(text(success.octets())).isEqualTo(serverFinal);
                            assertThat(success.account().name()).isEqualTo("user");
                        });
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
