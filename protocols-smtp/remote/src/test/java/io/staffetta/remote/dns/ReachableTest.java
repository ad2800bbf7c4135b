package io.staffetta.remote.dns;

import static io.staffetta.remote.dns.MailHostsAssertions.addresses;
import static io.staffetta.remote.dns.MailHostsAssertions.assertFails;
import static io.staffetta.remote.dns.MailHostsAssertions.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stranger's records do not lead to services that trust this machine.
class ReachableTest {

    private final TestDns dns = TestDns.start();
    private final TestSettings settings = TestSettings.of(dns.server());
    private final MailHosts hosts = new DnsMailHosts(settings.build(), TestServerFacts.NOBODY);

    @AfterEach
    void close() {
        dns.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "224.0.0.1",
                "239.1.2.3",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "ff02::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1"
            })
    void refuses(String address) {
        var type = address.contains(":") ? "AAAA" : "A";
        dns.add("trap.example", "MX", "10 mx.trap.example.").add("mx.trap.example", type, address);
        dns.add("implicit.example", type, address);
        var literal = Destination.parse("[" + address + "]", 25).untrusted();

        assertFails(hosts, domain("trap.example"), "5.4.4", "mail is not sent to");
        assertFails(hosts, domain("implicit.example"), "5.4.4", "mail is not sent to");
        assertFails(hosts, literal, "5.4.4", "mail is not sent to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "10.1.2.3", "223.255.0.1", "2001:db8::1", "fd00::1"})
    void takes(String address) throws LookupFailure {
        dns.add("fine.example", address.contains(":") ? "AAAA" : "A", address);

        assertThat(hosts.find(domain("fine.example"))).hasSize(1);
    }

    @Test
    void goodAddressesRemain() throws LookupFailure {
        dns.add("mixed.example", "A", "127.0.0.1").add("mixed.example", "A", "192.0.2.1");

        assertThat(addresses(hosts.find(domain("mixed.example")).getFirst()))
                .containsExactly("192.0.2.1");
    }

    @Test
    void theOperatorMayAllowIt() throws LookupFailure {
        dns.add("local.example", "A", "127.0.0.1");
        var open = new DnsMailHosts(settings.withLoopback().build(), TestServerFacts.NOBODY);

        assertThat(open.find(domain("local.example"))).hasSize(1);
    }

    @Test
    void theOperatorMayNameAnyHost() throws LookupFailure {
        dns.add("filter.example", "A", "127.0.0.1");

        assertThat(hosts.find(Destination.parse("[filter.example]", 25))).hasSize(1);
        assertThat(hosts.find(Destination.parse("[127.0.0.1]:10025", 25))).hasSize(1);
        assertThat(hosts.find(Destination.parse("[::1]:10025", 25))).hasSize(1);
    }
}
