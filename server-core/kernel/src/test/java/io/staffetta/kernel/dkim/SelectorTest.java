package io.staffetta.kernel.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    @Test
    void labelsOfLettersDigitsAndHyphens() {
        assertThat(Selector.parse("2026a")).hasToString("2026a");
        assertThat(Selector.parse("Mail.EU-1")).hasToString("mail.eu-1");
        assertThat(Selector.parse("x".repeat(63))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "a..b", ".a", "a.", "-a", "a-", "../a", "../../etc/passwd", "a/b",
                "a\\b", "a b", "a\0b", "a\n", "a_b", "ä", "a;b", "a=b", "~", "\u212a", "\u017f"
            })
    void nothingElse(String text) {
        assertThatThrownBy(() -> Selector.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a selector: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void noneThatIsTooLong() {
        assertThatThrownBy(() -> Selector.parse("a".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Selector.parse("a.".repeat(1000) + "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
