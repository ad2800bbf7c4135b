package io.staffetta.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

class NameCheckTest {

    @ParameterizedTest
    @CsvSource({
        "mx.example.org, mx.example.org, true",
        "mx.example.org, MX.Example.ORG., true",
        "mx.example.org, example.org, false",
        "*.example.org, mx.example.org, true",
        "*.example.org, a.mx.example.org, false",
        "*.example.org, example.org, false",
        "mx*.example.org, mx1.example.org, false",
        "*.org, example.org, false",
        "*, example, false",
        "mx.example.org, .example.org, true",
        "*.example.org, .example.org, true",
        "a.mx.example.org, .example.org, false",
        "example.org, .example.org, false",
        "192.0.2.1, [192.0.2.1], true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:0:0:0:0:0:1, [IPv6:2001:db8::1], true",
        "*.0.2.1, 192.0.2.1, false",
        "999.0.2.1, 999.0.2.2, false"
    })
    void matches(String presented, String wanted, boolean expected) {
        assertThat(NameCheck.matches(presented, NameCheck.plain(wanted))).isEqualTo(expected);
    }

    @Test
    void looksAtAlternativeNamesOnly() throws Exception {
        var authority = new TestAuthority();
        var certificate = authority.issue("one.test", "two.test", "192.0.2.1");
        assertThat(NameCheck.matches(certificate, Set.of("three.test", "two.test"))).isTrue();
        assertThat(NameCheck.matches(certificate, Set.of("[192.0.2.1]"))).isTrue();
        assertThat(NameCheck.matches(certificate, Set.of("three.test"))).isFalse();
    }
}
