package io.staffetta.spi.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one line",
                "folded\r\n here",
                "folded\r\n\tby a tab",
                "\r\n at once",
                "twice\r\n in\r\n a row",
                "with a line\r\n \r\n of white space",
                "ends in white space\r\n ",
                "café"
            })
    void keepsWhatIsFolded(String value) {
        assertEquals(" " + value, Header.of("X", value).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: smuggled",
                "a\nBcc: smuggled",
                "a\rBcc: smuggled",
                "a\n folded by LF alone",
                "a\r folded by CR alone",
                "a\n\r swapped",
                "a\r\r\n twice CR",
                "a\r\n\n twice LF",
                "folded\r\n once\r\nBcc: smuggled",
                "folded\r\n once\nBcc: smuggled",
                "folded\r\n once\rBcc: smuggled",
                "ends\r\n",
                "ends\r",
                "ends\n",
                "\n",
                "a NUL \0 in it"
            })
    void refusesAnyOtherLineBreak(String value) {
        assertThrows(IllegalArgumentException.class, () -> Header.of("X", value));
    }
}
