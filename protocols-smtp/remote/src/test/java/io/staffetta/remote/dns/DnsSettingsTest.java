package io.staffetta.remote.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.dns.ServerAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53, 53",
        "127.0.0.1:5353, 127.0.0.1, 5353",
        "2001:db8::53, 2001:db8:0:0:0:0:0:53, 53",
        "[2001:db8::53], 2001:db8:0:0:0:0:0:53, 53",
        "[::1]:5353, 0:0:0:0:0:0:0:1, 5353"
    })
    void serversAreAddresses(String text, String address, int port) {
        var parsed = ServerAddress.parse("server", text);

        assertThat(parsed.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(parsed.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "dns.example:53",
                "127.0.0.1:0",
                "127.0.0.1:99999",
                "127.0.0.1:",
                "1.2.3.4.5",
                "127.1",
                ":53",
                "[::1",
                "::1]:53"
            })
    void nothingElseIs(String text) {
        assertThatThrownBy(() -> TestSettings.of(text).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("server '" + text + "'");
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        var built = TestSettings.of().build();

        assertThat(built.attempts()).isEqualTo(DnsSettings.DEFAULTS.attempts());
        assertThat(built.cacheSize()).isEqualTo(DnsSettings.DEFAULTS.cacheSize());
        assertThat(built.maxHosts()).isEqualTo(DnsSettings.DEFAULTS.maxHosts());
        assertThat(built.maxAddresses()).isEqualTo(DnsSettings.DEFAULTS.maxAddresses());
    }

    @Test
    void numbersHaveBounds() {
        assertThatThrownBy(() -> TestSettings.of().atMost(101, 0).build())
                .hasMessage("max-hosts must lie between 1 and 100");
        assertThatThrownBy(() -> TestSettings.of().atMost(0, -1).build())
                .hasMessage("max-addresses must lie between 1 and 200");
    }
}
