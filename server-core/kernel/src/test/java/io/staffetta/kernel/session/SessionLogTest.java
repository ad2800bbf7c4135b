package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;

class SessionLogTest {

    @Test
    void nothingAClientSaysStartsALineOrFillsTheLog() {
        assertThat(SessionLog.safe("a\r\nb\tc\u0000d\u001b[1m\u0085\u2028e ü"))
                .isEqualTo("a??b?c?d?[1m??e ü");
        assertThat(SessionLog.safe("x".repeat(5000))).hasSizeLessThan(400);
    }

    @Test
    void clientsAreNamedByTheirAddress() {
        assertThat(SessionLog.client(new InetSocketAddress("192.0.2.7", 25)))
                .isEqualTo("192.0.2.7");
        assertThat(SessionLog.client(UnixDomainSocketAddress.of("/run/x"))).isEqualTo("unix");
    }
}
