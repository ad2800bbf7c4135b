package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/// What people send who mean no good.
class HostileInputTest {

    private static final BigInteger SOUND = BigInteger.valueOf(65537);
    private static final KeyLimits LIMITS = new KeyLimits(8192, 1024, 4096);
    private static final String MAIL =
            Lab.signed(Lab.MAIL, Lab.key("s", Lab.RSA), "relaxed/relaxed");

    @Test
    void keysThatAreNoneAreRefused() {
        var odd = BigInteger.TWO.pow(2047).add(BigInteger.ONE);
        assertThat(refusal(odd, SOUND)).isEmpty();
        assertThat(refusal(BigInteger.ZERO, SOUND)).isNotEmpty();
        assertThat(refusal(BigInteger.TWO.pow(2047), SOUND)).isNotEmpty();
        assertThat(refusal(odd, BigInteger.ONE)).isNotEmpty();
        assertThat(refusal(odd, BigInteger.ZERO)).isNotEmpty();
        assertThat(refusal(odd, BigInteger.TWO)).isNotEmpty();
        assertThat(refusal(odd, odd.subtract(BigInteger.TWO))).isNotEmpty();
        assertThat(refusal(BigInteger.TWO.pow(4200).add(BigInteger.ONE), SOUND))
                .isEqualTo("an RSA key of 4201 bits is too long");
        assertThat(refusal(BigInteger.TWO.pow(16384).add(BigInteger.ONE), SOUND)).isNotEmpty();
        assertThat(refusal(BigInteger.TWO.pow(1022).add(BigInteger.ONE), SOUND))
                .isEqualTo("an RSA key of 1023 bits is too short");
    }

    @Test
    void aRecordWithTheBareKeyIsReadToo() throws Exception {
        byte[] spki = Lab.RSA.getPublic().getEncoded();
        byte[] bare = Arrays.copyOfRange(spki, 24, spki.length);
        var text = Base64.getEncoder().encodeToString(bare);
        assertThat(PublicKeyText.read("rsa", text, LIMITS)).isEqualTo(Lab.RSA.getPublic());
    }

    @Test
    void hugeRecordsAreNotEvenRead() {
        var dns = VerifierTest.record("v=DKIM1; n=" + "x".repeat(9000) + "; p=");
        assertThat(Lab.outcome(MAIL, dns)).isEqualTo("1 permerror: the key record is too long");
    }

    @Test
    void noSignatureBreaksTheVerifier() {
        var random = new Random(8463);
        var dns = VerifierTest.record("v=DKIM1; p=" + Lab.published(Lab.RSA.getPublic()));
        int end = MAIL.indexOf("\r\nFrom:");
        for (int i = 0; i < 4000; i++) {
            var field = new StringBuilder(MAIL.substring(0, end));
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = 15 + random.nextInt(field.length() - 15);
                switch (random.nextInt(4)) {
                    case 0 -> field.setCharAt(at, (char) (32 + random.nextInt(224)));
                    case 1 -> field.setLength(Math.max(17, at));
                    case 2 -> field.insert(at, ";=: @/".charAt(random.nextInt(6)));
                    default -> field.insert(at, field.substring(15, at));
                }
            }
            var changed = field.toString().replaceAll("\r\n(?![ \t])", "");
            var results = Lab.verify(changed + MAIL.substring(end), dns);
            assertThat(results).as(changed).hasSize(1);
            results.getFirst()
                    .finding()
                    .properties()
                    .values()
                    .forEach(value ->
                            assertThat(value)
                                    .hasSizeLessThan(400)
                                    .doesNotContainPattern("\\p{Cntrl}"));
        }
    }

    @Test
    void noKeyRecordBreaksTheVerifier() {
        var random = new Random(8301);
        var good =
                "v=DKIM1; k=rsa; h=sha256; s=email; t=s; p=" + Lab.published(Lab.RSA.getPublic());
        int kept = 0;
        for (int i = 0; i < 4000; i++) {
            var text = new StringBuilder(good);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            try {
                KeyRecord.parse(text.toString(), LIMITS);
                kept++;
            } catch (NotVerifiedException e) {
                assertThat(e.reason()).isNotEmpty();
            }
        }
        assertThat(kept).isLessThan(4000);
    }

    @Test
    void manyWordsManyTagsAndManyFieldsAreRead() {
        var dns = VerifierTest.record("v=DKIM1; p=" + Lab.published(Lab.RSA.getPublic()));
        for (var part : new String[] {"a ", ";", "=", "a=", "\r\n ", "a:", "(", "@", "<"}) {
            var long1 = "DKIM-Signature: v=1; " + part.repeat(100_000) + "x\r\n";
            var long2 = "From: " + part.repeat(100_000) + "x\r\n";
            assertThat(Lab.verify(long1 + long2 + MAIL, dns)).hasSize(2);
        }
        var names =
                "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; h=from:"
                        + "from:".repeat(50_000);
        assertThat(Lab.verify(names + "x; b=AAAA; bh=AAAA\r\n" + MAIL, dns)).hasSize(2);
    }

    @Test
    @Timeout(60)
    void thousandsOfSignaturesAndAuthorsAreSorted() {
        var mail = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            mail.append("DKIM-Signature:d=s").append(i).append(".test\r\n");
        }
        for (int i = 0; i < 20_000; i++) {
            mail.append(i % 5000 == 0 ? "From:" : ",").append("a@a").append(i).append(".test");
            mail.append(i % 5000 == 4999 ? "\r\n" : "");
        }
        var dns = VerifierTest.record("v=DKIM1; p=" + Lab.published(Lab.RSA.getPublic()));
        assertThat(Lab.verify(mail.append("\r\n").toString(), dns)).hasSize(5);
    }

    @Test
    @Timeout(60)
    void encodedWordsWithoutEndAreReadInOneGo() {
        for (var part : new String[] {"=?", "=?a?q?", "=?a?q?=?=", "=?utf-8?b?"}) {
            var field = "From: " + part.repeat(64_000 / part.length()) + " <a@example.org>\r\n";
            assertThat(Authors.of(Lab.header(field.repeat(4) + "\r\n")).domains())
                    .containsExactly("example.org");
        }
    }

    @Test
    void privateKeysThatAreNoneAreRefusedWithoutTellingThem() {
        var secret = Base64.getEncoder().encodeToString(new byte[300]);
        for (var label : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
            var pem =
                    "-----BEGIN " + label + "-----\n" + secret + "\n-----END " + label + "-----\n";
            assertThatThrownBy(() -> PemPrivateKey.read(pem)).message().doesNotContain("AAAA");
        }
    }

    private static String refusal(BigInteger modulus, BigInteger exponent) {
        var numbers = new ByteArrayOutputStream();
        numbers.writeBytes(Der.of(2, modulus.toByteArray()));
        numbers.writeBytes(Der.of(2, exponent.toByteArray()));
        var text = Base64.getEncoder().encodeToString(Der.of(0x30, numbers.toByteArray()));
        try {
            PublicKeyText.read("rsa", text, LIMITS);
            return "";
        } catch (NotVerifiedException e) {
            return e.reason();
        }
    }
}
