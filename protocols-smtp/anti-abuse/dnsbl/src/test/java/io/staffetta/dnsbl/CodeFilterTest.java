package io.staffetta.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

class CodeFilterTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 127.0.0.2, true",
        "127.0.0.2, 127.0.0.3, false",
        "127.0.0.2, 127.0.1.2, false",
        "127.0.0.[2..4], 127.0.0.2, true",
        "127.0.0.[2..4], 127.0.0.4, true",
        "127.0.0.[2..4], 127.0.0.5, false",
        "127.0.[0;2..3].[1;9], 127.0.2.9, true",
        "127.0.[0;2..3].[1;9], 127.0.1.9, false",
        "127.0.0.&6, 127.0.0.4, true",
        "127.0.0.&6, 127.0.0.9, false",
        "127.0.0.&6, 127.0.0.3, true",
        "127.0.*.3, 127.0.14.3, true",
        "127.0.*.3, 127.0.14.2, false",
    })
    void countsWhatItSays(String filter, String code, boolean counts) {
        assertThat(CodeFilter.parse(filter).matches(InetAddress.ofLiteral(code))).isEqualTo(counts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "127.0.0", "127.0.0.2.3", "127.0.0.256", "127.0.0.[4..2]", "127.0.0.[",
                "127.0.0.[]", "127.0.0.x", "127.0.0.[1..]", "127.0.0.&", "127..0.2", "127.0.0.-1",
                "10.0.0.2", "*", "127.0.0.²"
            })
    void otherTextIsRefused(String filter) {
        assertThatThrownBy(() -> CodeFilter.parse(filter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + filter + "'");
    }
}
