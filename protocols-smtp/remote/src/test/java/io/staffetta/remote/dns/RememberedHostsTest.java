package io.staffetta.remote.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.testkit.TestDns;

import org.junit.jupiter.api.Test;

class RememberedHostsTest {

    @Test
    void answersAreNotAskedForTwice() throws Exception {
        try (var dns = TestDns.start()) {
            dns.add("example.org", "MX", "10 mx.example.org.")
                    .add("mx.example.org", "A", "192.0.2.1")
                    .add("brief.example", "MX", 0, "10 mx.example.org.");
            var hosts =
                    new DnsMailHosts(TestSettings.of(dns.server()).build(), TestServerFacts.NOBODY);
            for (int i = 0; i < 3; i++) {
                hosts.find(MailHostsAssertions.domain("example.org"));
                hosts.find(MailHostsAssertions.domain("brief.example"));
                MailHostsAssertions.assertFails(
                        hosts,
                        MailHostsAssertions.domain("nowhere.example"),
                        "5.1.2",
                        "does not exist");
            }

            assertThat(dns.queries("example.org", "MX")).isEqualTo(1);
            assertThat(dns.queries("mx.example.org", "A")).isEqualTo(1);
            assertThat(dns.queries("mx.example.org", "AAAA")).as("negative").isEqualTo(1);
            assertThat(dns.queries("nowhere.example", "MX")).as("negative").isEqualTo(1);
            assertThat(dns.queries("brief.example", "MX")).as("TTL 0").isEqualTo(3);
        }
    }
}
