package io.staffetta.kernel.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZoneTextTest {

    @Test
    void longTextsAreSeveralStrings() {
        assertThat(ZoneText.quoted("")).isEqualTo("\"\"");
        assertThat(ZoneText.quoted("x".repeat(255))).isEqualTo("\"" + "x".repeat(255) + "\"");
        assertThat(ZoneText.quoted("x".repeat(256))).isEqualTo("\"" + "x".repeat(255) + "\" \"x\"");
    }

    @Test
    void nothingEndsAStringEarly() {
        assertThat(ZoneText.quoted("a\"b\\c\nd\u00e9")).isEqualTo("\"a\\\"b\\\\c\\010d\\233\"");
    }

    @Test
    void lines() {
        assertThat(ZoneText.line("example.org", "TXT", "v=spf1 mx -all"))
                .isEqualTo("example.org. IN TXT \"v=spf1 mx -all\"");
        assertThat(ZoneText.line("example.org", "MX", "10 mail.example.org."))
                .isEqualTo("example.org. IN MX 10 mail.example.org.");
    }
}
