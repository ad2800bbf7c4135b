package io.staffetta.spi.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class NextHopsTest {

    @Test
    void noPatternIncludesAll() {
        assertThat(NextHops.parse(List.of()).include(mx("a.example", "b.example"))).isTrue();
        assertThat(NextHops.parse(List.of()).includeSurely(mx("a.example", "b.example"))).isTrue();
    }

    @Test
    void aDomainIsItselfOnly() {
        var hops = NextHops.parse(List.of("Example.ORG"));

        assertThat(hops.include(mx("example.org", "x.example"))).isTrue();
        assertThat(hops.include(mx("a.example.org", "x.example"))).isFalse();
        assertThat(hops.include(mx("notexample.org", "x.example"))).isFalse();
    }

    @Test
    void aDotInFrontIsForAllBelow() {
        var hops = NextHops.parse(List.of(".bücher.example"));

        assertThat(hops.include(mx("a.b.xn--bcher-kva.example", "x.example"))).isTrue();
        assertThat(hops.include(mx("xn--bcher-kva.example", "x.example"))).isFalse();
    }

    @Test
    void aHostFromMxIsNotSure() {
        var hops = NextHops.parse(List.of("mx.example"));

        assertThat(hops.include(mx("a.example", "mx.example"))).isTrue();
        assertThat(hops.includeSurely(mx("a.example", "mx.example"))).isFalse();
        assertThat(hops.includeSurely(new NextHop("a.example", "mx.example", 25, false))).isTrue();
    }

    @Test
    void anAddress() {
        var hops = NextHops.parse(List.of("[192.0.2.1]"));

        assertThat(hops.includeSurely(new NextHop("[192.0.2.1]", "[192.0.2.1]", 25, false)))
                .isTrue();
    }

    @Test
    void oneLineForLogs() {
        assertThat(NextHops.parse(List.of("b.example", ".a.example", "b.example")))
                .hasToString(".a.example, b.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a b", "..a", "*.example", ".[192.0.2.1]"})
    void whatIsNoDomain(String text) {
        assertThatThrownBy(() -> NextHops.parse(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NextHop mx(String destination, String host) {
        return new NextHop(destination, host, 25, true);
    }
}
