package io.staffetta.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Domain;
import io.staffetta.testkit.ZoneDns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

class VerifierTest {

    private static final String RSA_MAIL =
            Lab.signed(Lab.MAIL, Lab.key("s", Lab.RSA), "relaxed/relaxed");
    private static final String NAME = "s._domainkey.example.org";

    @ParameterizedTest
    @ValueSource(strings = {"relaxed/relaxed", "relaxed/simple", "simple/relaxed", "simple/simple"})
    void whatIsSignedHereVerifiesHere(String canonicalization) {
        for (var pair : List.of(Lab.RSA, Lab.ED25519)) {
            var mail = Lab.signed(Lab.MAIL, Lab.key("s", pair), canonicalization);
            var type = pair == Lab.RSA ? "rsa" : "ed25519";
            var dns = record("v=DKIM1; k=" + type + "; p=" + Lab.published(pair.getPublic()));
            assertThat(Lab.outcome(mail, dns)).isEqualTo("1 pass: ");
            assertThat(Lab.outcome(mail.replace("Hi  Bob", "Hi Bob"), dns))
                    .isEqualTo(
                            canonicalization.endsWith("simple")
                                    ? "1 fail: the body was changed"
                                    : "1 pass: ");
            assertThat(Lab.outcome(mail.replace("To: bob", "To:  bob"), dns))
                    .startsWith(canonicalization.startsWith("simple") ? "1 fail" : "1 pass");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v=DKIM1; p=KEY                  | pass:
                    p=KEY                           | pass:
                    v=DKIM1; t=y; p=KEY             | pass: the domain only tries DKIM
                    v=DKIM1; t=s; p=KEY             | pass:
                    v=DKIM1; s=email; p=KEY         | pass:
                    v=DKIM1; s=*; g=x; n=hi; p=KEY; | pass:
                    v=DKIM1; h=sha1:sha256; p=KEY   | pass:
                    v=DKIM1; h=sha1; p=KEY          | permerror: the key is not for SHA-256
                    v=DKIM1; s=tlsrpt; p=KEY        | permerror: the key is not for mail
                    v=DKIM1; p=                     | permerror: the key was revoked
                    v=DKIM1; p=%%%                  | permerror: the key is no base64
                    v=DKIM1; p=AAAA                 | permerror: the key is broken
                    v=DKIM1; k=ed25519; p=AAAA      | permerror: an Ed25519 key has 32 octets
                    v=DKIM1; k=dsa; p=AAAA          | permerror: the key is of an unknown type
                    v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | permerror: the key is not for rsa-sha256
                    v=DKIM2; p=KEY                  | permerror: the key record is of an unknown version
                    p=KEY; v=DKIM1                  | permerror: the key record is of an unknown version
                    v=DKIM1; p=KEY; p=KEY           | permerror: the key record is broken
                    v=spf1 -all                     | permerror: the key record is of an unknown version
                    v=DKIM1; k=rsa                  | permerror: the key record has no key
                    nonsense                        | permerror: the key record is broken
                    """)
    void keyRecordsAreJudged(String text, String outcome) {
        var key = Lab.published(Lab.RSA.getPublic());
        assertThat(Lab.outcome(RSA_MAIL, record(text.replace("KEY", key))).strip())
                .isEqualTo("1 " + outcome);
    }

    @Test
    void missingAndUnreachableKeysAreToldApart() {
        assertThat(Lab.outcome(RSA_MAIL, ZoneDns.of(""))).isEqualTo("1 permerror: there is no key");
        assertThat(Lab.outcome(RSA_MAIL, ZoneDns.of(NAME + " A 192.0.2.1")))
                .isEqualTo("1 permerror: there is no key");
        assertThat(Lab.outcome(RSA_MAIL, ZoneDns.of("").failing(NAME)))
                .startsWith("1 temperror: the key could not be fetched");
    }

    @Test
    void ofSeveralRecordsTheRightOneIsFound() {
        var other = Lab.pair("RSA", 1024).getPublic();
        var dns =
                record("something else")
                        .add(NAME, "TXT", quoted("v=DKIM1; p=" + Lab.published(other)))
                        .add(NAME, "TXT", quoted(rsaRecord()));
        assertThat(Lab.outcome(RSA_MAIL, dns)).isEqualTo("1 pass: ");
    }

    @Test
    void aDomainThatOnlyTriesIsNotWorseOff() {
        var dns = record("v=DKIM1; t=y:s; p=" + Lab.published(Lab.RSA.getPublic()));
        assertThat(Lab.outcome(RSA_MAIL.replace("\r\nbye", "\r\nbuy"), dns))
                .isEqualTo("1 neutral: the body was changed; the domain only tries DKIM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v=1;           | v=2;             | neutral: unknown version
                    v=1;           | ''               | permerror: has no v=
                    v=1;           | v=1; v=1;        | neutral: the signature has a syntax error
                    v=1;           | v=1;; ;          | neutral: the signature has a syntax error
                    v=1;           | v=1; l=7;        | fail: the signature does not fit the header section
                    v=1;           | v=1; l=x;        | neutral: l= is no number
                    v=1;           | v=1; q=http;     | neutral: unknown way to ask for the key
                    v=1;           | v=1; i=a@b.test; | permerror: i= does not lie in d=
                    v=1;           | v=1; i=nobody;   | permerror: i= does not lie in d=
                    v=1;           | v=1; i=@eexample.org; | permerror: i= does not lie in d=
                    a=rsa-sha256   | a=rsa-sha1       | permerror: rsa-sha1 is not to be used any more
                    a=rsa-sha256   | a=rsa-md5        | neutral: unknown algorithm
                    a=rsa-sha256   | a=ed25519-sha256 | permerror: the key is not for ed25519-sha256
                    c=relaxed/relaxed | c=nofws       | neutral: unknown canonicalization
                    c=relaxed/relaxed | c=relaxed/x/y | neutral: unknown canonicalization
                    d=example.org  | d=              | permerror: has no d=
                    d=example.org  | d=exa..mple     | neutral: d= is no domain name
                    s=s;           | s=;             | permerror: has no s=
                    s=s;           | s=-;            | neutral: s= is no domain name
                    h=From:From:   | h=Form:         | permerror: From is not signed
                    bh=            | bh=AAAA         | neutral: bh= is no SHA-256 hash
                    bh=            | bh=?            | neutral: bh= is no base64
                    b=             | b=?             | neutral: b= is no base64
                    """)
    void signaturesAreJudged(String part, String other, String outcome) {
        var changed =
                part.startsWith("b")
                        ? RSA_MAIL.replace("\t" + part, "\t" + other)
                        : RSA_MAIL.replace(part, other);
        assertThat(changed).isNotEqualTo(RSA_MAIL);
        assertThat(Lab.outcome(changed, record(rsaRecord()))).isEqualTo("1 " + outcome);
    }

    @Test
    void timesAreJudgedWithSomeSkew() {
        var dns = record(rsaRecord());
        assertThat(Lab.outcome(at(Duration.ofDays(7), dns))).isEqualTo("1 pass: ");
        assertThat(Lab.outcome(at(Duration.ofDays(8), dns))).isEqualTo("1 policy: has expired");
        assertThat(Lab.outcome(at(Duration.ofMinutes(-4), dns))).isEqualTo("1 pass: ");
        assertThat(Lab.outcome(at(Duration.ofMinutes(-6), dns)))
                .isEqualTo("1 policy: was signed in the future");
    }

    @Test
    void keysThatAreTooShortOrTooLongProveNothing() {
        var key = Lab.key("s", Lab.pair("RSA", 768));
        var pair = Lab.pair("RSA", 768);
        var mail = Lab.signed(Lab.MAIL, key, "relaxed/relaxed");
        assertThat(Lab.outcome(mail, record("p=" + Lab.published(pair.getPublic()))))
                .isEqualTo("1 policy: an RSA key of 768 bits is too short");
        var strict =
                new DkimSettings(
                        0, 0, 0, 1024, 1536, 0, null, null, null, false, null, null, List.of());
        assertThat(Lab.outcome(Lab.verify(RSA_MAIL, record(rsaRecord()), strict)))
                .isEqualTo("1 policy: an RSA key of 2048 bits is too long");
    }

    @Test
    void theSignaturesOfTheAuthorCountFirst() {
        var many = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            many.append("DKIM-Signature: v=1; d=list%d.test\r\n".formatted(i));
        }
        var dns = record(rsaRecord());
        var results = Lab.verify(many + RSA_MAIL, dns);
        assertThat(results).hasSize(5);
        assertThat(results.getFirst().passedDomain()).contains("example.org");
        assertThat(dns.questions()).hasSize(1);
    }

    @Test
    void manySignedFieldsAreRefused() {
        var few =
                new DkimSettings(
                        0,
                        0,
                        0,
                        0,
                        0,
                        5,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null,
                        List.of(Domain.parse("example.org")));
        assertThat(Lab.outcome(Lab.verify(RSA_MAIL, record(rsaRecord()), few)))
                .isEqualTo("1 policy: signs too many header fields");
    }

    @Test
    void aPartOfTheBodyIsNotEnough() throws Exception {
        var dns = record(rsaRecord());
        assertThat(Lab.outcome(partly(16), dns)).isEqualTo("1 pass: ");
        assertThat(Lab.outcome(partly(8), dns))
                .isEqualTo("1 policy: signs 8 of 16 octets of the body");
        assertThat(Lab.outcome(partly(0), dns))
                .isEqualTo("1 policy: signs 0 of 16 octets of the body");
        assertThat(Lab.outcome(partly(17), dns)).isEqualTo("1 fail: the body is shorter than l=");
        var lenient =
                new DkimSettings(
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        null,
                        null,
                        PartialBody.PASS,
                        false,
                        null,
                        null,
                        List.of());
        assertThat(Lab.outcome(Lab.verify(partly(8), dns, lenient)))
                .isEqualTo("1 pass: signs 8 of 16 octets of the body");
    }

    @Test
    void linesThatAreNoFieldsBelongToNoSignature() {
        var changed =
                RSA_MAIL.replace("h=From:", "h=lost:From:").replace("\r\nTo: ", "\r\nlost\r\nTo: ");
        assertThat(Lab.outcome(changed, record(rsaRecord())))
                .isEqualTo("1 fail: the signature does not fit the header section");
    }

    private static String partly(long length) throws Exception {
        var kind = new BodyHash.Kind(Canonicalization.RELAXED, length);
        var hash = BodyHash.of(Lab.body(Lab.MAIL), Set.of(kind)).get(kind);
        assertThat(hash).isNotNull();
        var field =
                "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=s; h=from;"
                        + " bh=%s; l=%d; b=".formatted(hash.base64(), length);
        byte[] octets =
                DkimSignature.signedOctets(
                        Lab.header(Lab.MAIL), List.of("from"), Canonicalization.RELAXED, field);
        byte[] signature = Algorithm.RSA_SHA256.sign(Lab.RSA.getPrivate(), octets);
        return field + Base64.getEncoder().encodeToString(signature) + "\r\n" + Lab.MAIL;
    }

    private static List<Verified> at(Duration later, ZoneDns dns) {
        return Lab.verify(RSA_MAIL, dns, Lab.DEFAULTS, Lab.NOW.plus(later));
    }

    private static String rsaRecord() {
        return "v=DKIM1; k=rsa; p=" + Lab.published(Lab.RSA.getPublic());
    }

    static ZoneDns record(String text) {
        return ZoneDns.of("").add(NAME, "TXT", quoted(text));
    }

    /// In strings of 255 octets at most.
    static String quoted(String text) {
        return '"' + text.replace("\"", "").replaceAll("(.{200})", "$1\" \"") + '"';
    }
}
