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
    void reasonsShowNoTokens() {
        var jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl";
        assertThat(SessionLog.withoutTokens("expired: " + jwt + "\r\nby issuer"))
                .isEqualTo("expired: ***??by issuer");
        assertThat(SessionLog.withoutTokens("Invalid header 'Bearer abc.def~1/2+=='"))
                .isEqualTo("Invalid header '***'");
        assertThat(
                        SessionLog.withoutTokens(
                                "token 0123456789abcdef0123456789abcdef01234567 is old"))
                .isEqualTo("token *** is old");
        assertThat(SessionLog.withoutTokens("x".repeat(300) + " " + jwt)).doesNotContain("eyJ");
        assertThat(SessionLog.withoutTokens("wrong password of ann.of.some.where@mail.example.org"))
                .isEqualTo("wrong password of ann.of.some.where@mail.example.org");
    }

    @Test
    void clientsAreNamedByTheirAddress() {
        assertThat(SessionLog.client(new InetSocketAddress("192.0.2.7", 25)))
                .isEqualTo("192.0.2.7");
        assertThat(SessionLog.client(UnixDomainSocketAddress.of("/run/x"))).isEqualTo("unix");
    }
}
