package io.staffetta.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XtextTest {

    @ParameterizedTest
    @CsvSource({"abc, abc", "a+b=c d, a+2Bb+3Dc+20d", "ü, +C3+BC", "'a,b', 'a,b'"})
    void encodes(String text, String expected) {
        assertThat(Xtext.encode(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "rfc822;a+b@test, rfc822;a+2Bb@test",
        "rfc822;grüß@test, utf-8;gr\\x{FC}\\x{DF}@test",
        "UTF-8;a+b@test, utf-8;a\\x{2B}b@test",
        "strange, strange"
    })
    void encodesAddresses(String typed, String expected) {
        assertThat(Xtext.address(typed)).isEqualTo(expected);
    }
}
