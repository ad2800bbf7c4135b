package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.testkit.ZoneDns;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Map;

/// The examples of RFC 6376 appendix A and RFC 8463 appendix A.
class RfcExamplesTest {

    private static final ZoneDns DNS =
            ZoneDns.of(
                    """
                    brisbane._domainkey.example.com TXT "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0" "fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
                    brisbane._domainkey.football.example.com TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                    test._domainkey.football.example.com TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G" "+2kryOTIKT+l/K4w3QIDAQAB"
                    """);

    @Test
    void theSignatureOfRfc6376Passes() {
        assertThat(Lab.outcome(read("rfc6376.eml"), DNS)).isEqualTo("1 pass: ");
    }

    @Test
    void bothSignaturesOfRfc8463Pass() {
        var results = Lab.verify(read("rfc8463.eml"), DNS);
        assertThat(results).extracting(Verified::result).containsOnly(Result.PASS).hasSize(2);
        assertThat(results.getFirst().finding().properties())
                .containsExactly(
                        Map.entry("header.d", "football.example.com"),
                        Map.entry("header.i", "@football.example.com"),
                        Map.entry("header.s", "brisbane"),
                        Map.entry("header.a", "ed25519-sha256"),
                        Map.entry("header.b", "/gCrinpc"));
    }

    @Test
    void theEd25519SignatureOfRfc8463IsMadeAgain() throws Exception {
        var mail = read("rfc8463.eml");
        var signature =
                Lab.header(mail)
                        .named(Claim.FIELD)
                        .map(Claim::of)
                        .findFirst()
                        .orElseThrow()
                        .signature();

        byte[] made =
                Algorithm.ED25519_SHA256.sign(key(), signature.signedOctets(Lab.header(mail)));

        assertThat(Base64.getEncoder().encodeToString(made)).isEqualTo(signature.signature());
    }

    @Test
    void aChangedBodyFails() {
        var results = Lab.verify(read("rfc8463.eml").replace("lost", "won"), DNS);
        assertThat(results).extracting(Verified::detail).containsOnly("the body was changed");
        assertThat(results).extracting(Verified::result).containsOnly(Result.FAIL);
    }

    @Test
    void aChangedHeaderFieldFails() {
        var results = Lab.verify(read("rfc8463.eml").replace("dinner", "supper"), DNS);
        assertThat(results).extracting(Verified::result).containsOnly(Result.FAIL);
        assertThat(results)
                .extracting(Verified::detail)
                .containsOnly("the signature does not fit the header section");
    }

    @Test
    void aSecondSubjectOnTopFailsBecauseItWasOversigned() {
        var results = Lab.verify("Subject: Is this dinner?\r\n" + read("rfc8463.eml"), DNS);
        assertThat(results).extracting(Verified::result).containsOnly(Result.FAIL);
    }

    @Test
    void aFieldThatIsNotSignedMayBeAdded() {
        assertThat(Lab.verify("Received: by mx\r\n\tnow\r\n" + read("rfc8463.eml"), DNS))
                .extracting(Verified::result)
                .containsOnly(Result.PASS);
    }

    private static PrivateKey key() throws GeneralSecurityException {
        byte[] secret = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
    }

    private static String read(String name) {
        try (var in = RfcExamplesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8).replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
