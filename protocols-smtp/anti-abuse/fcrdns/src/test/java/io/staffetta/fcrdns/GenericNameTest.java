package io.staffetta.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

class GenericNameTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192-0-2-7.isp.example, true",
        "192.0.2.7, 7.2.0.192.isp.example, true",
        "192.0.2.7, host-002-007.isp.example, true",
        "192.0.2.7, c0000207.isp.example, true",
        "192.0.2.7, x.dsl.isp.example, true",
        "192.0.2.7, dyn12.isp.example, true",
        "192.0.2.7, mail.dsl.example, false",
        "192.0.2.7, mx7.isp.example, false",
        "192.0.2.7, mx2.dc1.isp.example, false",
        "192.0.2.7, isp.example, false",
        "192.0.2.7, poolside.isp.example, false",
        "192.0.2.7, 12345678901234567890.mx.isp.example, false",
        "2001:db8::1:2:3:4, 2001-db8-0-0-0001-0002-0003-0004.isp.example, true",
        "2001:db8::1:2:3:4, mx4.isp.example, false",
    })
    void knowsLinesOfCustomers(String client, String name, boolean generic) {
        assertThat(GenericName.is(name, InetAddress.ofLiteral(client))).isEqualTo(generic);
    }
}
