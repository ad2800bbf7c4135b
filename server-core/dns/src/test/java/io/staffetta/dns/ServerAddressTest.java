package io.staffetta.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, /192.0.2.53:53",
        "127.0.0.1:5353, /127.0.0.1:5353",
        "2001:db8::53, /[2001:db8:0:0:0:0:0:53]:53",
        "[2001:db8::53]:5353, /[2001:db8:0:0:0:0:0:53]:5353"
    })
    void anAddressWithOrWithoutAPort(String text, String address) {
        assertThat(ServerAddress.parse("nameserver", text)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ns.example", "192.0.2.53:0", "192.0.2.53:65536", "1.2.3", "::1:"})
    void nothingElse(String text) {
        assertThatThrownBy(() -> ServerAddress.parse("nameserver", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nameserver '" + text + "' is not an IP address");
    }
}
