package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.Test;

import java.util.Base64;

/// The examples of RFC 5802 §5 and RFC 7677 §3: the verifier of `pencil` has to accept the proof of
/// the client and to make the signature of the server.
class ScramHashTest {

    private static final Secret PENCIL = Secret.of("pencil");

    @Test
    void rfc5802() {
        assertExample(
                ScramHash.SHA_1,
                ScramMechanism.SCRAM_SHA_1,
                "QSXCR+Q6sek8bf92",
                "n=user,r=fyko+d2lbbFgONRv9qkxdawL,"
                        + "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,"
                        + "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j",
                "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    }

    @Test
    void rfc7677() {
        assertExample(
                ScramHash.SHA_256,
                ScramMechanism.SCRAM_SHA_256,
                "W22ZaJ0SNY7soEsUEjb6gQ==",
                "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                        + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                        + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
                "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void preparesPasswordsAsClientsDo() {
        var salt = new byte[] {1, 2, 3, 4};
        // RFC 4013 §3: SOFT HYPHEN maps to nothing, ROMAN NUMERAL NINE to IX.
        assertThat(ScramHash.SHA_256.verifier(Secret.of("I\u00adX"), salt, 4096))
                .isEqualTo(ScramHash.SHA_256.verifier(Secret.of("\u2168"), salt, 4096))
                .isEqualTo(ScramHash.SHA_256.verifier(Secret.of("IX"), salt, 4096));
        assertThat(ScramHash.canPrepare(Secret.of("caf\u00e9"))).isTrue();
        assertThat(ScramHash.canPrepare(Secret.of("\u06271"))).isFalse();
        assertThat(ScramHash.canPrepare(Secret.of("\ud83d\udc0e staple"))).isFalse();
    }

    private static void assertExample(
            ScramHash hash,
            ScramMechanism mechanism,
            String salt,
            String messages,
            String proof,
            String signature) {
        var verifier = hash.verifier(PENCIL, octets(salt), 4096);
        assertThat(
                        ScramFunctions.verifyClientProof(
                                mechanism, octets(proof), verifier.storedKey(), messages))
                .isTrue();
        assertThat(ScramFunctions.serverSignature(mechanism, verifier.serverKey(), messages))
                .isEqualTo(octets(signature));
        assertThat(verifier.hash()).isEqualTo(hash.written());
        assertThat(verifier.toString()).doesNotContain("pencil");
    }

    private static byte[] octets(String text) {
        return Base64.getDecoder().decode(text);
    }
}
