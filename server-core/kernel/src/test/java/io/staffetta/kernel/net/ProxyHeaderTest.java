package io.staffetta.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.net.ProxyHeader.Complete;
import io.staffetta.kernel.net.ProxyHeader.Incomplete;
import io.staffetta.kernel.net.ProxyHeader.Malformed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

class ProxyHeaderTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.7 56324 25, /192.0.2.1:56324, /198.51.100.7:25",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535,"
                + " /255.255.255.255:65535, /255.255.255.255:65535",
        "PROXY TCP6 2001:db8::1 2001:db8::2 0 587,"
                + " '/[2001:db8:0:0:0:0:0:1]:0', '/[2001:db8:0:0:0:0:0:2]:587'",
    })
    void versionOneNamesBothEnds(String line, String source, String destination) {
        var header = (Complete) parse(line + "\r\nEHLO");

        assertThat(header.length()).isEqualTo(line.length() + 2);
        assertThat(header.relayed().orElseThrow().source()).hasToString(source);
        assertThat(header.relayed().orElseThrow().destination()).hasToString(destination);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535",
            })
    void versionOneUnknownIsWhoeverIsConnected(String line) {
        assertThat(((Complete) parse(line + "\r\n")).relayed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\r\n",
                "PROXX TCP4 192.0.2.1 198.51.100.7 1 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 1 2\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 1 2 3\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 1\r\n",
                "PROXY TCP4  192.0.2.1 198.51.100.7 1 2\r\n",
                "PROXY TCP4 192.0.2.256 198.51.100.7 1 2\r\n",
                "PROXY TCP4 192.2 198.51.100.7 1 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 65536 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 +1 2\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.7 01 2\r\n",
                "PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
                "PROXY TCP6 192.0.2.1 198.51.100.7 1 2\r\n",
                "PROXY TCP6 fe80::1%lo fe80::2%lo 1 2\r\n",
                "PROXY TCP6 mail.example.org mail.example.org 1 2\r\n",
                "PROXY UDP4 192.0.2.1 198.51.100.7 1 2\r\n",
                "PROXY \r\n",
            })
    void versionOneRefusesEverythingElse(String text) {
        assertThat(parse(text)).isInstanceOf(Malformed.class);
    }

    @Test
    void versionOneLineIsAtMost107Octets() {
        var line = "PROXY UNKNOWN ".concat("x".repeat(91)) + "\r\n";
        assertThat(line).hasSize(107);

        assertThat(parse(line)).isInstanceOf(Complete.class);
        assertThat(parse("x" + line)).isInstanceOf(Malformed.class);
        assertThat(parse("PROXY UNKNOWN " + "x".repeat(92) + "\r\n")).isInstanceOf(Malformed.class);
    }

    @Test
    void everyPrefixIsIncomplete() {
        assertPrefixesIncomplete(
                "PROXY TCP4 192.0.2.1 198.51.100.7 56324 25\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertPrefixesIncomplete(hex(SIGNATURE + "2111000c" + "c0000201c6336407dc040019"));
    }

    @Test
    void versionTwoNamesBothEnds() {
        var four = complete(SIGNATURE + "2111000c" + "c0000201" + "c6336407" + "dc040019" + "ff");

        assertThat(four.length()).isEqualTo(28);
        assertThat(four.relayed().orElseThrow().source()).hasToString("/192.0.2.1:56324");
        assertThat(four.relayed().orElseThrow().destination()).hasToString("/198.51.100.7:25");

        var six =
                complete(
                        SIGNATURE
                                + "21210024"
                                + "20010db8000000000000000000000001"
                                + "20010db8000000000000000000000002"
                                + "dc04024b");
        assertThat(six.relayed().orElseThrow().source())
                .hasToString("/[2001:db8:0:0:0:0:0:1]:56324");
        assertThat(six.relayed().orElseThrow().destination().getPort()).isEqualTo(587);
    }

    @Test
    void versionTwoSkipsWhatFollowsTheAddresses() {
        // PP2_TYPE_AUTHORITY "example.org", as HAProxy sends it with send-proxy-v2-ssl.
        var header =
                complete(
                        SIGNATURE
                                + "2111001a"
                                + "c0000201c6336407dc040019"
                                + "02000b6578616d706c652e6f7267");

        assertThat(header.length()).isEqualTo(42);
        assertThat(header.relayed()).isPresent();
    }

    @Test
    void versionTwoLocalAndUnspecifiedAreWhoeverIsConnected() {
        assertThat(complete(SIGNATURE + "20000000").relayed()).isEmpty();
        assertThat(complete(SIGNATURE + "2011000c" + "c0000201c6336407dc040019").relayed())
                .isEmpty();
        assertThat(complete(SIGNATURE + "21000003" + "010203").length()).isEqualTo(19);
        assertThat(complete(SIGNATURE + "213100d8" + "00".repeat(216)).relayed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0d0a0d0a000d0a515549540b" + "20000000", // signature
                SIGNATURE + "11110000", // version 1
                SIGNATURE + "22110000", // command 2
                SIGNATURE + "2112000c" + "c0000201c6336407dc040019", // datagram
                SIGNATURE + "2111000b" + "c0000201c6336407dc0400", // too short
                SIGNATURE + "2141000c" + "c0000201c6336407dc040019", // unknown family
            })
    void versionTwoRefusesEverythingElse(String text) {
        var octets = hex(text);
        assertThat(ProxyHeader.parse(octets, octets.length)).isInstanceOf(Malformed.class);
    }

    private static void assertPrefixesIncomplete(byte[] octets) {
        for (int length = 0; length < octets.length; length++) {
            assertThat(ProxyHeader.parse(Arrays.copyOf(octets, length), length))
                    .as("%d octets", length)
                    .isInstanceOf(Incomplete.class);
        }
        assertThat(ProxyHeader.parse(octets, octets.length)).isInstanceOf(Complete.class);
    }

    private static ProxyHeader parse(String text) {
        var octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return ProxyHeader.parse(octets, octets.length);
    }

    private static Complete complete(String hex) {
        var octets = hex(hex);
        return (Complete) ProxyHeader.parse(octets, octets.length);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
