package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.DnsConfig;
import io.staffetta.kernel.dns.Resolvers;
import io.staffetta.kernel.dns.ServerDns;
import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// The kernel's resolver against a server that fails, lies or says nothing.
class ServerDnsTest {

    private final TestDns server = TestDns.start();
    private final MetersRegistry meters = new MetersRegistry();
    private final Resolvers resolvers = new Resolvers(meters);

    @AfterEach
    void close() {
        server.close();
        meters.close();
    }

    private Dns dns() {
        return dns(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    private Dns impatient() {
        return dns(Duration.ofMillis(50), Duration.ofSeconds(5));
    }

    private Dns dns(Duration timeout, Duration failures) {
        var config =
                new DnsConfig(
                        List.of(server.server()),
                        timeout,
                        2,
                        Duration.ofSeconds(10),
                        100,
                        Duration.ofDays(1),
                        Duration.ofMinutes(15),
                        failures,
                        50,
                        8192,
                        5);
        return new ServerDns(() -> resolvers.of(config), meters);
    }

    private static String failure(DnsAnswer<?> answer) {
        assertThat(answer).isInstanceOf(DnsAnswer.Failed.class);
        return ((DnsAnswer.Failed<?>) answer).reason();
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDnsFault.class,
            names = {
                "SERVFAIL",
                "REFUSED",
                "SILENCE",
                "REFERRAL",
                "STALLED_TCP",
                "BROKEN_TCP",
                "WRONG_ID",
                "WRONG_QUESTION",
                "GARBAGE"
            })
    void whatIsNoAnswerIsNotTakenForOne(TestDnsFault fault) {
        server.add("host.example", "A", "192.0.2.1").fault("host.example", fault);

        assertThat(failure(impatient().ipv4("host.example")))
                .startsWith("host.example A: ")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDnsFault.class,
            names = {"TRUNCATED", "FORGED_FIRST", "NO_EDNS"})
    void theTrueAnswerIsFound(TestDnsFault fault) {
        server.add("host.example", "A", "192.0.2.1").fault("host.example", fault);

        assertThat(dns().ipv4("host.example").values())
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"));
    }

    @Test
    void whatDoesNotExistIsDistinguishedAndRemembered() {
        server.add("host.example", "A", "192.0.2.1");
        for (int i = 0; i < 3; i++) {
            assertThat(dns().text("host.example")).isInstanceOf(DnsAnswer.NoData.class);
            assertThat(dns().text("nowhere.example")).isInstanceOf(DnsAnswer.NoSuchName.class);
            assertThat(dns().ipv4("host.example").values()).hasSize(1);
        }

        assertThat(server.queries()).isEqualTo(3);
        assertThat(meters.counter("dns.cache.hits").count()).isEqualTo(6);
        assertThat(count("txt", "no-data")).isEqualTo(3);
        assertThat(count("txt", "no-such-name")).isEqualTo(3);
        assertThat(count("a", "found")).isEqualTo(3);
    }

    private long count(String type, String result) {
        return meters.counter("dns.queries", Map.of("type", type, "result", result)).count();
    }

    @Test
    void aliasesAreFollowedAsFarAsAllowed() {
        server.add("a.example", "CNAME", "b.example.")
                .add("b.example", "A", "192.0.2.1")
                .add("loop.example", "CNAME", "pool.example.")
                .add("pool.example", "CNAME", "loop.example.")
                .fault("endless.example", TestDnsFault.ENDLESS_ALIASES);

        assertThat(dns().ipv4("a.example").values()).hasSize(1);
        assertThat(failure(dns().ipv4("loop.example"))).endsWith("aliases lead in a circle");
        assertThat(failure(dns().ipv4("x.endless.example"))).endsWith("more than 5 aliases");
    }

    @Test
    void tooMuchIsAFailure() {
        IntStream.range(0, 51).forEach(i -> server.add("many.example", "TXT", "t" + i));
        IntStream.range(0, 40).forEach(i -> server.add("long.example", "TXT", "t".repeat(250) + i));

        assertThat(failure(dns().text("many.example"))).endsWith("more than 50 records");
        assertThat(failure(dns().text("long.example"))).endsWith("more than 8192 octets");
    }

    @Test
    void aFailureIsRememberedForALittleWhile() {
        server.fault("host.example", TestDnsFault.SERVFAIL);

        var first = dns().ipv4("host.example");

        assertThat(dns().ipv4("host.example")).isEqualTo(first);
        assertThat(server.queries()).isEqualTo(1);
        assertThat(dns(Duration.ofSeconds(3), Duration.ZERO).ipv4("host.example").isFailed())
                .isTrue();
        assertThat(server.queries()).isEqualTo(2);
    }

    @Test
    void aBudgetEndsEverythingAndHarmsNobodyElse() {
        server.add("host.example", "A", "192.0.2.1").fault("host.example", TestDnsFault.SILENCE);
        var brief = dns().within(Duration.ofMillis(50));

        assertThat(brief.ipv4("host.example").isFailed()).isTrue();
        assertThat(failure(brief.ipv4("other.example"))).endsWith("is over");
        assertThat(server.queries()).isEqualTo(1);

        server.fault("host.example", TestDnsFault.NONE);
        assertThat(dns().ipv4("host.example").values()).as("not remembered").hasSize(1);
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        server.fault("host.example", TestDnsFault.SILENCE);
        var dns = dns(Duration.ofMinutes(1), Duration.ofSeconds(5));
        var answer = new CompletableFuture<DnsAnswer<InetAddress>>();
        var thread = Thread.ofVirtual().start(() -> answer.complete(dns.ipv4("host.example")));

        Await.until(() -> server.queries() > 0);
        thread.interrupt();

        assertThat(failure(answer.get())).endsWith("interrupted");
    }

    @Test
    void theCacheOutlivesAReloadThatDoesNotConcernIt() {
        assertThat(resolvers.of(DnsConfig.DEFAULTS)).isSameAs(resolvers.of(DnsConfig.DEFAULTS));
    }
}
