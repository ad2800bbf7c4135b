package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

class RouteTableTest {

    private static final Transport NOTHING = _ -> Map.of();

    private final RouteTable table =
            new RouteTable(
                    Stream.of("*", ".example.org", ".mail.example.org", "example.com", "local")
                            .map(pattern -> way(pattern, ""))
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
        "local,                  *",
        "[192.0.2.1],            *",
        "[IPv6:2001:db8::1],     *"
    })
    void theMostSpecificRouteWins(String domain, String pattern) {
        var chosen = table.choose(ReversePath.NULL, Domain.parse(domain), RouteTableTest::isOurs);
        assertThat(chosen).map(RouteTable.Way::pattern).hasValue(pattern);
    }

    @Test
    void anExactRouteWinsOverLocal() {
        var chosen = table.choose(ReversePath.NULL, Domain.parse("example.com"), _ -> true);
        assertThat(chosen).map(RouteTable.Way::pattern).hasValue("example.com");
    }

    @Test
    void withoutARouteThereIsNone() {
        var empty = new RouteTable(List.of());
        assertThat(empty.choose(ReversePath.NULL, Domain.parse("example.net"), _ -> true))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "joe@example.org,        joe@example.org",
        "JOE@EXAMPLE.ORG,        joe@example.org",
        "ann@example.org,        example.org",
        "ann@a.example.org,      .example.org",
        "ann@b.a.example.org,    .a.example.org",
        "ann@example.com,        ''",
        "'',                     <>",
    })
    void amongTheSameDomainTheMostSpecificSenderWins(String sender, String pattern) {
        var bySender =
                new RouteTable(
                        Stream.of(
                                        "",
                                        "<>",
                                        ".example.org",
                                        ".a.example.org",
                                        "example.org",
                                        "joe@example.org")
                                .map(one -> way("*", one))
                                .toList());

        var chosen =
                bySender.choose(
                        ReversePath.parse(sender),
                        new Domain("example.net"),
                        RouteTableTest::isOurs);

        assertThat(chosen).map(RouteTable.Way::sender).hasValue(pattern);
    }

    @Test
    void aMoreSpecificDomainWinsOverAMoreSpecificSender() {
        var mixed = new RouteTable(List.of(way("*", "joe@example.org"), way(".net", "")));

        var chosen =
                mixed.choose(
                        ReversePath.parse("joe@example.org"),
                        new Domain("a.net"),
                        RouteTableTest::isOurs);

        assertThat(chosen).map(RouteTable.Way::pattern).hasValue(".net");
    }

    @Test
    void aDomainWhoseSenderDoesNotMatchIsPassedOver() {
        var mixed = new RouteTable(List.of(way("*", ""), way("a.net", "joe@example.org")));

        var chosen =
                mixed.choose(
                        ReversePath.parse("ann@example.org"),
                        new Domain("a.net"),
                        RouteTableTest::isOurs);

        assertThat(chosen).map(RouteTable.Way::pattern).hasValue("*");
    }

    @Test
    void aRouteWithoutDomainIsFoundByNameOnly() {
        var hidden = new RouteTable.Way("quarantine", "", "", "t", NOTHING);
        var only = new RouteTable(List.of(hidden));

        assertThat(only.choose(ReversePath.NULL, new Domain("a.net"), _ -> true)).isEmpty();
        assertThat(only.find("quarantine")).hasValue(hidden);
        assertThat(only.find("nothing")).isEmpty();
    }

    /// Against a plain reading of the rules: all routes that match, the first in the order of how
    /// specific they are.
    @Test
    void ofAnyTableTheMostSpecificRouteWins() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var ways = new ArrayList<RouteTable.Way>();
            for (var pattern : PATTERNS) {
                for (var sender : SENDERS) {
                    if (random.nextInt(6) == 0) {
                        ways.add(way(pattern, sender));
                    }
                }
            }
            var domain = new Domain(one(random, "a.b.test", "b.test", "x.a.b.test", "ours.test"));
            var sender =
                    ReversePath.parse(
                            one(random, "", "u@s.o", "v@s.o", "u@t.s.o", "u@q.t.s.o", "u@z"));
            var expected =
                    ways.stream()
                            .filter(way -> matchesDomain(way.pattern(), domain))
                            .filter(way -> matchesSender(way.sender(), sender))
                            .min(
                                    Comparator.<RouteTable.Way>comparingInt(
                                                    way -> domainRank(way.pattern(), domain))
                                            .thenComparingInt(way -> senderRank(way.sender())));

            assertThat(new RouteTable(ways).choose(sender, domain, RouteTableTest::isOurs))
                    .as("seed %d, from '%s' to %s by %s", seed, sender, domain, ways)
                    .isEqualTo(expected);
        }
    }

    private static final List<String> PATTERNS =
            List.of("*", ".test", ".b.test", ".a.b.test", "a.b.test", "b.test", "local");
    private static final List<String> SENDERS =
            List.of("", "<>", "u@s.o", "s.o", ".s.o", ".o", ".t.s.o", "t.s.o");

    private static boolean matchesDomain(String pattern, Domain domain) {
        return switch (pattern) {
            case "*" -> true;
            case "local" -> isOurs(domain);
            default ->
                    pattern.startsWith(".")
                            ? domain.name().endsWith(pattern)
                            : domain.name().equals(pattern);
        };
    }

    private static int domainRank(String pattern, Domain domain) {
        if (pattern.equals(domain.name())) {
            return -1000;
        }
        return pattern.equals("local") ? -999 : -pattern.length();
    }

    private static boolean matchesSender(String pattern, ReversePath sender) {
        if (pattern.isEmpty()) {
            return true;
        }
        var text = sender.toString();
        if (pattern.equals("<>") || text.isEmpty()) {
            return pattern.equals("<>") && text.isEmpty();
        }
        if (pattern.contains("@")) {
            return text.equals(pattern);
        }
        return pattern.startsWith(".") ? text.endsWith(pattern) : text.endsWith("@" + pattern);
    }

    private static int senderRank(String pattern) {
        if (pattern.contains("@") || pattern.equals("<>")) {
            return -1000;
        }
        return pattern.isEmpty() || pattern.startsWith(".") ? -pattern.length() : -999;
    }

    private static boolean isOurs(Domain domain) {
        return domain.name().startsWith("ours.");
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static RouteTable.Way way(String pattern, String sender) {
        return new RouteTable.Way(pattern + " from " + sender, pattern, sender, "t", NOTHING);
    }
}
