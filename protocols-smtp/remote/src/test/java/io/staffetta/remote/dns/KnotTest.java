package io.staffetta.remote.dns;

import static io.staffetta.remote.dns.MailHostsAssertions.addresses;
import static io.staffetta.remote.dns.MailHostsAssertions.assertFails;
import static io.staffetta.remote.dns.MailHostsAssertions.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.spi.mail.Domain;
import io.staffetta.testkit.FreePort;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Against a DNS server that nobody here wrote: Knot DNS.
class KnotTest {

    private static final Path KNOTD = Path.of("/usr/sbin/knotd");

    private static final String ZONE =
            """
            $ORIGIN test.
            $TTL 300
            @ SOA ns.test. hostmaster.test. 1 3600 600 86400 60
              NS ns
            ns A 192.0.2.53
            several MX 20 second.several
            several MX 10 first.several
            first.several A 192.0.2.1
            first.several AAAA 2001:db8::1
            second.several A 192.0.2.2
            null MX 0 .
            null A 192.0.2.3
            implicit A 192.0.2.4
            xn--bcher-kva MX 10 alias
            alias CNAME implicit
            text TXT "only text"
            dangling MX 10 nowhere
            """;

    @TempDir private static Path folder;

    private static Process knotd;
    private static MailHosts hosts;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(KNOTD), "the package knot is not installed: no " + KNOTD);
        int port = FreePort.any();
        Files.writeString(folder.resolve("test.zone"), ZONE + large());
        Files.writeString(
                folder.resolve("knot.conf"),
                """
                server:
                    rundir: "%1$s"
                    listen: [ "127.0.0.1@%2$d" ]
                database:
                    storage: "%1$s"
                template:
                  - id: default
                    storage: "%1$s"
                    zonefile-sync: -1
                    zonefile-load: whole
                    journal-content: none
                zone:
                  - domain: test
                    file: "test.zone"
                log:
                  - target: stderr
                    any: info
                """
                        .formatted(folder, port));
        knotd =
                new ProcessBuilder(KNOTD.toString(), "-c", folder.resolve("knot.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("knotd.log").toFile())
                        .start();
        hosts =
                new DnsMailHosts(
                        TestSettings.of("127.0.0.1:" + port).build(), TestServerFacts.NOBODY);
        awaitZone(port);
    }

    /// Enough exchangers for a response that has to come by TCP.
    private static String large() {
        var zone = new StringBuilder();
        for (int i = 1; i <= 90; i++) {
            zone.append("large MX %d mx%d.large\nmx%d.large A 192.0.2.%d\n".formatted(i, i, i, i));
        }
        return zone.toString();
    }

    private static void awaitZone(int port) throws Exception {
        var impatient = TestSettings.of("127.0.0.1:" + port).impatient().build();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() - end < 0) {
            var lines =
                    new DnsMailHosts(impatient, TestServerFacts.NOBODY)
                            .explain(new Destination("implicit.test", 25, true));
            if (lines.getFirst().contains("192.0.2.4")) {
                return;
            }
            if (knotd.waitFor(20, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException(Files.readString(folder.resolve("knotd.log")));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (knotd != null) {
            knotd.destroy();
            if (!knotd.waitFor(10, TimeUnit.SECONDS)) {
                knotd.destroyForcibly();
            }
        }
    }

    private static Destination domain(String name) {
        return new Destination(Domain.parse(name).name(), 25, true);
    }

    @Test
    void exchangersInOrder() throws LookupFailure {
        var found = hosts.find(domain("several.test"));

        assertThat(names(found)).containsExactly("first.several.test", "second.several.test");
        assertThat(addresses(found.getFirst()))
                .containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
    }

    @Test
    void implicitExchanger() throws LookupFailure {
        assertThat(names(hosts.find(domain("implicit.test")))).isEqualTo(List.of("implicit.test"));
    }

    @Test
    void internationalDomainAndAlias() throws LookupFailure {
        var found = hosts.find(domain("Bücher.test"));

        assertThat(names(found)).containsExactly("alias.test");
        assertThat(addresses(found.getFirst())).containsExactly("192.0.2.4");
    }

    @Test
    void responseByTcp() throws LookupFailure {
        assertThat(names(hosts.find(domain("large.test"))))
                .hasSize(10)
                .startsWith("mx1.large.test", "mx2.large.test");
    }

    @Test
    void failuresForGood() {
        assertFails(hosts, domain("null.test"), "5.1.10", "null MX");
        assertFails(hosts, domain("nowhere.test"), "5.1.2", "does not exist");
        assertFails(hosts, domain("text.test"), "5.4.4", "neither");
        assertFails(hosts, domain("dangling.test"), "5.4.4", "no MX host");
    }

    @Test
    void refusalIsForNow() {
        assertFails(hosts, domain("foreign.example"), "4.4.3", "REFUSED");
    }
}
