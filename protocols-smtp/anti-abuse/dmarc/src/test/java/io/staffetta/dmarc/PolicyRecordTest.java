package io.staffetta.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class PolicyRecordTest {

    private static PolicyRecord record(String text) {
        return PolicyRecord.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "=",
                "DMARC1",
                "v=dmarc1; p=none",
                "v=DMARC2; p=none",
                "v=DMARC1 p=none",
                "p=none; v=DMARC1",
                " ; v=DMARC1; p=none",
                "v=spf1 -all",
                "v=DMARC1\u0000; p=none"
            })
    void whatDoesNotBeginWithTheVersionIsNoRecord(String text) {
        assertThat(PolicyRecord.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v=DMARC1; p=none                             | NONE       | NONE       | NONE
                    v=DMARC1;p=REJECT;                           | REJECT     | REJECT     | REJECT
                     v = DMARC1 ; p = quarantine ;; ; =x ; y     | QUARANTINE | QUARANTINE | QUARANTINE
                    v=DMARC1; p=reject; sp=none                  | REJECT     | NONE       | NONE
                    v=DMARC1; p=none; np=reject                  | NONE       | NONE       | REJECT
                    v=DMARC1; sp=quarantine; np=reject; p=none   | NONE       | QUARANTINE | REJECT
                    v=DMARC1; p=reject; sp=quarantine; t=y       | QUARANTINE | NONE       | NONE
                    v=DMARC1; p=reject; t=Y; np=none             | QUARANTINE | QUARANTINE | NONE
                    v=DMARC1; p=reject; t=x                      | REJECT     | REJECT     | REJECT
                    v=DMARC1; p=reject; p=none                   | REJECT     | REJECT     | REJECT
                    v=DMARC1; rua=mailto:a@b.example             | NONE       | NONE       | NONE
                    v=DMARC1                                     | NONE       | NONE       | NONE
                    v=DMARC1; p=reject; pct=0; rf=afrf; ri=86400 | REJECT     | REJECT     | REJECT
                    v=DMARC1; p=nonsense; rua=mailto:a@b.example | NONE       | NONE       | NONE
                    """)
    void policies(String text, Policy own, Policy below, Policy nowhere) {
        var record = record(text);

        assertThat(record.valid()).isTrue();
        assertThat(record.of(false, true)).isEqualTo(own);
        assertThat(record.of(true, true)).isEqualTo(below);
        assertThat(record.of(true, false)).isEqualTo(nowhere);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=DMARC1; p=nonsense",
                "v=DMARC1; p=",
                "v=DMARC1; p=reject; sp=x",
                "v=DMARC1; p=reject; np=x; rua=",
                "v=DMARC1; p=reject; np=x; rua=%%%, nowhere"
            })
    void anUnreadablePolicyThatNobodyWantsReportsOfDoesNotApply(String text) {
        assertThat(record(text).valid()).isFalse();
    }

    @Test
    void theOtherTags() {
        var record = record("v=DMARC1; p=none; adkim=s; aspf=S; psd=y");
        assertThat(record.strictDkim()).isTrue();
        assertThat(record.strictSpf()).isTrue();
        assertThat(record.psd()).isEqualTo(Psd.YES);

        var plain = record("v=DMARC1; p=none; adkim=x; aspf=r; psd=maybe; fo=1; ruf=mailto:a@b.c");
        assertThat(plain.strictDkim()).isFalse();
        assertThat(plain.strictSpf()).isFalse();
        assertThat(plain.psd()).isEqualTo(Psd.UNKNOWN);
        assertThat(record("v=DMARC1; psd=n").psd()).isEqualTo(Psd.NO);
    }

    @Test
    void aLongRecordIsReadInNoTime() {
        var text = "v=DMARC1; p=reject" + "; x=y".repeat(100_000) + ";".repeat(100_000);

        assertThat(record(text).policy()).isEqualTo(Policy.REJECT);
        assertThat(record(text).subdomains()).isEqualTo(Optional.empty());
    }
}
