package io.staffetta.helo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenNameTest {

    @ParameterizedTest
    @CsvSource({
        "mx.example.com, Qualified",
        "MX.Example.COM., Qualified",
        "a_b.example.com, Qualified",
        "xn--bcher-kva.example, Qualified",
        "example, Unqualified",
        "localhost, Unqualified",
        "host.localdomain, Unqualified",
        "printer.local, Unqualified",
        "[192.0.2.1], Literal",
        "[IPv6:2001:db8::1], Literal",
        "[ipv6:2001:DB8::1], Literal",
        "[2001:db8::1], Malformed",
        "[192.0.2.256], Malformed",
        "[], Malformed",
        "[, Malformed",
        "[IPv6:], Malformed",
        "192.0.2.1, Bare",
        "2001:db8::1, Bare",
        "192.0.2, Malformed",
        "-x.example, Malformed",
        "x-.example, Malformed",
        "x..example, Malformed",
        ".example, Malformed",
        "., Malformed",
        "a@b.example, Malformed",
        "x.123, Malformed",
        "<script>, Malformed",
    })
    void isReadAsWhatItIs(String given, String kind) {
        assertThat(GivenName.of(given).getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"a., 60000", "a, 60000", "1., 60000", "a-, 60000", "':', 60000"})
    void longNamesAreReadInNoTime(String part, int times) {
        assertThat(GivenName.of(part.repeat(times))).isInstanceOf(GivenName.Malformed.class);
    }
}
