package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.queue.Transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class RouteTableTest {

    private static final Transport NOTHING = _ -> Map.of();

    private final RouteTable table =
            new RouteTable(
                    Stream.of("*", ".example.org", ".mail.example.org", "example.com", "local")
                            .map(pattern -> new RouteTable.Way(pattern, "t", NOTHING))
                            .toList());

    @ParameterizedTest
    @CsvSource({
        "example.net,            *",
        "example.org,            *",
        "a.example.org,          .example.org",
        "A.EXAMPLE.org,          .example.org",
        "a.mail.example.org,     .mail.example.org",
        "mail.example.org,       .example.org",
        "example.com,            example.com",
        "ours.test,              local",
        "ours.example.org,       local",
        "[192.0.2.1],            *"
    })
    void theMostSpecificRouteWins(String domain, String pattern) {
        var chosen = table.choose(Domain.parse(domain), d -> d.name().startsWith("ours."));
        assertThat(chosen).map(RouteTable.Way::name).hasValue(pattern + " → t");
    }

    @Test
    void anExactRouteWinsOverLocal() {
        var chosen = table.choose(Domain.parse("example.com"), _ -> true);
        assertThat(chosen).map(RouteTable.Way::pattern).hasValue("example.com");
    }

    @Test
    void withoutARouteThereIsNone() {
        assertThat(new RouteTable(List.of()).choose(Domain.parse("example.net"), _ -> true))
                .isEmpty();
    }
}
