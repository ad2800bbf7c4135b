package io.staffetta.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

class IpTextTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "10:0:0:0:0:0:0:10, 10::10",
        "fe80:0:0:0:0:0:0:0, fe80::",
        "::1, ::1",
        "::, ::"
    })
    void asInRfc5952(String written, String expected) {
        assertThat(IpText.of(InetAddress.ofLiteral(written))).isEqualTo(expected);
    }
}
