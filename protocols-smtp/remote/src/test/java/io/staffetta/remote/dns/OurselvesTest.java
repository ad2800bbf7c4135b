package io.staffetta.remote.dns;

import static io.staffetta.remote.dns.MailHostsAssertions.assertFails;
import static io.staffetta.remote.dns.MailHostsAssertions.domain;
import static io.staffetta.remote.dns.MailHostsAssertions.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.List;

/// Mail never goes to ourselves, nor where a stranger could not send it.
class OurselvesTest {

    private final TestDns dns = TestDns.start();

    @BeforeEach
    void records() {
        dns.add("example.org", "MX", "10 best.example.org.")
                .add("example.org", "MX", "20 second.example.org.")
                .add("example.org", "MX", "20 equal.example.org.")
                .add("example.org", "MX", "30 last.example.org.")
                .add("best.example.org", "A", "203.0.113.1")
                .add("second.example.org", "A", "203.0.113.2")
                .add("second.example.org", "A", "198.51.100.2")
                .add("equal.example.org", "A", "203.0.113.3")
                .add("last.example.org", "A", "203.0.113.4");
    }

    @AfterEach
    void close() {
        dns.close();
    }

    private MailHosts as(String hostname, InetSocketAddress... listening) {
        return new DnsMailHosts(
                TestSettings.of(dns.server()).build(),
                new TestServerFacts(hostname, List.of(listening)));
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @Test
    void hostsNoBetterThanOurNameAreLeftOut() throws LookupFailure {
        var hosts = as("Second.Example.org");

        assertThat(names(hosts.find(domain("example.org")))).containsExactly("best.example.org");
    }

    @Test
    void hostsNoBetterThanOurAddressAreLeftOut() throws LookupFailure {
        var hosts = as("us.example.net", at("198.51.100.2", 25));

        assertThat(names(hosts.find(domain("example.org")))).containsExactly("best.example.org");
    }

    @Test
    void anotherPortOfOurAddressIsNotOurselves() throws LookupFailure {
        var hosts = as("us.example.net", at("198.51.100.2", 2525));

        assertThat(hosts.find(domain("example.org"))).hasSize(4);
    }

    @Test
    void mailForTheBestExchangerLoopsIfThatIsUs() {
        assertFails(
                as("best.example.org"),
                domain("example.org"),
                "5.4.6",
                "mail for example.org loops back to this server");
        assertFails(
                as("us.example.net", at("203.0.113.1", 25)),
                domain("example.org"),
                "5.4.6",
                "loops");
    }

    @Test
    void aDomainWithoutExchangersMayBeUs() {
        dns.add("us.example.net", "A", "203.0.113.1");

        assertFails(as("us.example.net"), domain("us.example.net"), "5.4.6", "loops");
    }

    @Test
    void aWildcardListenerIsEveryAddressOfThisMachine() throws Exception {
        dns.add("loop.example", "MX", "10 local.loop.example.")
                .add("local.loop.example", "A", "127.0.0.77");
        var local =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(Inet4Address.class::isInstance)
                        .findAny()
                        .orElseThrow();
        dns.add("local.example", "A", local.getHostAddress());
        var hosts = as("us.example.net", at("0.0.0.0", 25), at("::", 25));

        assertFails(hosts, domain("loop.example"), "5.4.6", "loops");
        assertFails(hosts, domain("local.example"), "5.4.6", "loops");
        assertThat(hosts.find(domain("example.org"))).hasSize(4);
    }

    @Test
    void theOperatorMayNameUsOnAnotherPort() throws LookupFailure {
        dns.add("us.example.net", "A", "203.0.113.1");
        var hosts = as("us.example.net", at("203.0.113.1", 25));

        assertThat(hosts.find(Destination.parse("[us.example.net]:10025", 25))).hasSize(1);
        assertThat(hosts.find(Destination.parse("[203.0.113.1]:10025", 25))).hasSize(1);
        assertFails(hosts, Destination.parse("[us.example.net]", 25), "4.3.5", "loops");
        assertFails(hosts, Destination.parse("[203.0.113.1]", 25), "4.3.5", "loops");
    }
}
