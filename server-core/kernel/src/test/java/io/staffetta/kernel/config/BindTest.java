package io.staffetta.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:2525, 127.0.0.1:2525",
        "[::1]:0, [0:0:0:0:0:0:0:1]:0",
        "localhost:25, 127.0.0.1:25",
        "unix:/run/staffetta/lmtp, unix:/run/staffetta/lmtp",
    })
    void parses(String text, String meant) {
        assertThat(Bind.parse(text)).hasToString(meant);
    }

    @Test
    void aStarIsEveryAddress() {
        assertThat(Bind.parse("*:25"))
                .isInstanceOfSatisfying(
                        Bind.Tcp.class,
                        tcp -> {
                            assertThat(tcp.address().getAddress().isAnyLocalAddress()).isTrue();
                            assertThat(tcp.address().getPort()).isEqualTo(25);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "25",
                ":25",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:x",
                "127.0.0.1:-1",
                "127.0.0.1:65536",
                "127.1:25",
                "::1:25",
                "[127.0.0.1]:25",
                "[::1]",
                "[::1:25",
                "mail.example.org:25",
                "* :25",
                "unix:",
                "unix:lmtp",
                "tcp://127.0.0.1:25"
            })
    void refuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Bind.parse(text));
    }

    @Test
    void aUnixPathHasALimit() {
        var longest = "/" + "x".repeat(Bind.MAX_UNIX_PATH - 1);

        assertThat(Bind.parse("unix:" + longest)).hasToString("unix:" + longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bind.parse("unix:" + longest + "x"))
                .withMessage("is too long for a UNIX socket: at most 103 octets");
    }
}
