package io.staffetta.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;

class SocketTextTest {

    @Test
    void isWhatAnOperatorWouldWrite() {
        assertThat(tcp("192.0.2.1")).isEqualTo("192.0.2.1:25");
        assertThat(tcp("2001:db8::1")).isEqualTo("[2001:db8:0:0:0:0:0:1]:25");
        assertThat(SocketText.of(UnixDomainSocketAddress.of("/run/staffetta/lmtp")))
                .isEqualTo("/run/staffetta/lmtp");
    }

    private static String tcp(String address) {
        return SocketText.of(new InetSocketAddress(InetAddress.ofLiteral(address), 25));
    }
}
