package io.staffetta.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.hook.Finding;
import io.staffetta.testkit.ZoneDns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EvaluationTest {

    private final ZoneDns dns =
            ZoneDns.of(
                            """
                            _dmarc.example.com TXT "v=DMARC1; p=reject; sp=quarantine; np=none"
                            child.example.com  A   192.0.2.1
                            news.example.com   MX  10 child.example.com.
                            _dmarc.strict.example TXT "v=DMARC1; p=reject; adkim=s; aspf=s"
                            _dmarc.test.example TXT "v=DMARC1; p=reject; t=y; pct=0"
                            _dmarc.mute.example TXT "v=DMARC1; p=what"
                            _dmarc.bank TXT "v=DMARC1; p=reject; psd=y"
                            _dmarc.own.bank TXT "v=DMARC1; p=none"
                            _dmarc.zone.example.com TXT "v=DMARC1; p=reject; psd=n"
                            """)
                    .failing("_dmarc.dead.example", "_dmarc.dead.example.com");

    private Result of(String author, Finding... findings) {
        return evaluate(author, false, findings);
    }

    private Result evaluate(String author, boolean nullPath, Finding... findings) {
        return new Evaluation(dns, author, new Identifiers(List.of(findings), nullPath), 10)
                .result();
    }

    private static Finding spf(String result, String mailFrom) {
        return new Finding("spf", result, "", Map.of("smtp.mailfrom", mailFrom));
    }

    private static Finding helo(String result, String helo) {
        return new Finding("spf", result, "", Map.of("smtp.helo", helo));
    }

    private static Finding dkim(String result, String domain) {
        return new Finding("dkim", result, "", Map.of("header.d", domain));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    example.com,       example.com,       pass
                    example.com,       child.example.com, pass
                    child.example.com, example.com,       pass
                    news.example.com,  child.example.com, pass
                    child.example.com, example.net,       fail
                    example.com,       com,               fail
                    example.com,       badexample.com,    fail
                    example.com,       zone.example.com,  fail
                    zone.example.com,  example.com,       fail
                    a.zone.example.com, b.zone.example.com, pass
                    strict.example,    strict.example,    pass
                    strict.example,    STRICT.example.,   pass
                    strict.example,    a.strict.example,  fail
                    one.bank,          one.bank,          pass
                    one.bank,          a.one.bank,        pass
                    one.bank,          two.bank,          fail
                    one.bank,          bank,              fail
                    bank,              one.bank,          fail
                    own.bank,          a.own.bank,        pass
                    """)
    void alignment(String author, String identifier, String result) {
        assertThat(of(author, spf("pass", "x@" + identifier), dkim("none", "")).name())
                .isEqualTo(result);
        assertThat(of(author, spf("none", ""), dkim("pass", identifier)).name()).isEqualTo(result);
        assertThat(of(author, spf("fail", identifier), dkim("fail", identifier)).name())
                .as("what did not pass")
                .isEqualTo("fail");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    example.com,         REJECT
                    child.example.com,   QUARANTINE
                    nowhere.example.com, NONE
                    zone.example.com,    REJECT
                    a.zone.example.com,  REJECT
                    test.example,        QUARANTINE
                    sub.test.example,    QUARANTINE
                    one.bank,            REJECT
                    own.bank,            NONE
                    bank,                REJECT
                    """)
    void policies(String author, Policy policy) {
        var result = of(author, spf("fail", "x.example"), dkim("none", ""));

        assertThat(result.name()).isEqualTo("fail");
        assertThat(result.policy()).contains(policy);
        assertThat(result.finding("").properties())
                .containsEntry("header.from", author)
                .containsEntry("policy.dmarc", policy.word());
    }

    @Test
    void whereNoRecordAppliesNothingIsDone() {
        assertThat(of("other.example").name()).isEqualTo("none");
        assertThat(of("localhost").name()).isEqualTo("none");
        assertThat(of("mute.example", spf("pass", "mute.example")).name()).isEqualTo("permerror");
    }

    @Test
    void theHeloDomainCountsForTheNullPathOnly() {
        assertThat(evaluate("example.com", true, helo("pass", "mx.example.com")).name())
                .isEqualTo("pass");
        assertThat(
                        evaluate(
                                        "example.com",
                                        false,
                                        helo("pass", "mx.example.com"),
                                        dkim("none", ""))
                                .name())
                .isEqualTo("fail");
    }

    @Test
    void whatIsUncertainIsNoFailure() {
        assertThat(of("dead.example").name()).isEqualTo("temperror");
        var none = dkim("none", "");
        assertThat(of("example.com", spf("temperror", "a.example.com"), none).name())
                .isEqualTo("temperror");
        assertThat(of("example.com", spf("temperror", "a.example.net"), none).name())
                .as("could not have helped")
                .isEqualTo("fail");
        var fail = spf("fail", "x.example");
        assertThat(of("example.com", fail, dkim("temperror", "example.com")).name())
                .isEqualTo("temperror");
        assertThat(of("example.com", fail, dkim("pass", "dead.example.com")).name())
                .isEqualTo("temperror");
        assertThat(
                        of(
                                        "example.com",
                                        spf("pass", "example.com"),
                                        dkim("pass", "dead.example.com"))
                                .name())
                .isEqualTo("pass");
    }

    @Test
    void whatNobodyCheckedIsNoFailure() {
        assertThat(of("example.com", dkim("none", "")).name()).isEqualTo("temperror");
        assertThat(of("example.com", spf("fail", "x.example")).name()).isEqualTo("temperror");
        assertThat(of("example.com", dkim("pass", "example.com")).name()).isEqualTo("pass");
    }

    @Test
    void manyIdentifiersCostFewQuestions() {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < 200; i++) {
            findings.add(dkim("pass", "d" + i + ".example.net"));
            findings.add(dkim("pass", "a.b.c.d.e.f.g.h" + i + ".zone.example.com"));
        }
        findings.add(spf("fail", "x.example"));

        var result = of("example.com", findings.toArray(Finding[]::new));

        assertThat(result.name()).isEqualTo("fail");
        assertThat(result.author()).isEqualTo(Optional.of("example.com"));
        assertThat(dns.questions()).hasSizeLessThan(90).noneMatch(q -> q.contains("example.net"));
    }

    @Test
    void aNameOfAHundredLabelsCostsEightQuestions() {
        of("a.".repeat(100) + "other.example");

        assertThat(dns.questions()).hasSize(8);
    }
}
