package io.staffetta.tls.outbound.sts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class StsRecordTest {

    /// The example of RFC 8461 §3.1.
    @Test
    void theExample() {
        assertThat(StsRecord.of(List.of("v=STSv1; id=20160831085700Z;")))
                .contains(new StsRecord("20160831085700Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=STSv1;id=a1",
                "v=STSv1; id=a1",
                "v=STSv1 \t; \tid=a1 ; ",
                "v=STSv1; foo=bar!; id=a1; x.y-z_1=2",
                "v=STSv1; id=a1; id=b2"
            })
    void good(String text) {
        assertThat(StsRecord.of(List.of(text))).contains(new StsRecord("a1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=STSv1",
                "v=STSv1;",
                "v=STSv1 id=a1",
                "v=STSv2; id=a1",
                "V=STSv1; id=a1",
                " v=STSv1; id=a1",
                "id=a1; v=STSv1;",
                "v=STSv1; id=",
                "v=STSv1; id=a-1",
                "v=STSv1; id=a1 b",
                "v=STSv1; id=123456789012345678901234567890123",
                "v=STSv1; ID=a1",
                "v=STSv1; id=a1; junk",
                "v=STSv1; id=a1;; x=y",
                "v=STSv1; id=a1; =y",
                "v=STSv1; id=a1; x=\u00e4"
            })
    void none(String text) {
        assertThat(StsRecord.of(List.of(text))).isEmpty();
    }

    @Test
    void theLongestId() {
        var id = "Z".repeat(32);
        assertThat(StsRecord.of(List.of("v=STSv1; id=" + id))).contains(new StsRecord(id));
    }

    @Test
    void recordsOfOthersAreNotCounted() {
        assertThat(StsRecord.of(List.of("hello", "v=STSv1; id=1", "v=STSv2; id=2")))
                .contains(new StsRecord("1"));
        assertThat(StsRecord.of(List.of("v=STSv1; id=1", "v=STSv1; id=1"))).isEmpty();
        assertThat(StsRecord.of(List.of())).isEmpty();
    }
}
