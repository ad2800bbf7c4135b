package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;

class ZoneDnsTest {

    private final ZoneDns dns =
            ZoneDns.of(
                            """
                            ; a comment
                            example.org TXT "v=spf1 " "mx -all"
                            example.org TXT "\\228\\255"
                            example.org MX 10 mx.example.org.
                            null.example MX 0 .

                            mx.example.org A 192.0.2.1
                            mx.example.org AAAA 2001:db8::1
                            www.example.org CNAME mx.example.org.
                            one.example CNAME two.example.
                            two.example CNAME one.example.
                            1.2.0.192.in-addr.arpa PTR mx.example.org.
                            _25._tcp.mx.example.org TLSA 3 1 1 00FF
                            """)
                    .failing("broken.example");

    @Test
    void recordsOfEachType() {
        assertThat(dns.text("example.org").values())
                .as("strings are joined, octets are characters")
                .containsExactlyInAnyOrder("v=spf1 mx -all", "\u00e4\u00ff");
        assertThat(dns.exchangers("example.org.").values())
                .containsExactly(new MailExchanger(10, "mx.example.org"));
        assertThat(dns.exchangers("null.example").values())
                .containsExactly(new MailExchanger(0, ""));
        assertThat(dns.ipv4("WWW.example.ORG").values())
                .containsExactly(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(dns.ipv6("mx.example.org").values())
                .containsExactly(InetAddress.ofLiteral("2001:db8::1"));
        assertThat(dns.pointers(InetAddress.ofLiteral("192.0.2.1")).values())
                .containsExactly("mx.example.org");
        assertThat(dns.tlsAssociations("_25._tcp.mx.example.org").values())
                .containsExactly(new TlsAssociation(3, 1, 1, "00ff"));
    }

    @Test
    void whatDoesNotExist() {
        assertThat(dns.ipv4("example.org")).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(dns.ipv4("_tcp.mx.example.org")).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(dns.ipv4("nowhere.example")).isInstanceOf(DnsAnswer.NoSuchName.class);
        for (var name :
                new String[] {"", "..", ".a", "a..b", "x".repeat(64), "ä.example", "a\u0000b"}) {
            assertThat(dns.text(name)).as(name).isInstanceOf(DnsAnswer.NoSuchName.class);
        }
        assertThat(dns.text("a.".repeat(130))).isInstanceOf(DnsAnswer.NoSuchName.class);
        assertThat(dns.text("@")).isInstanceOf(DnsAnswer.NoSuchName.class);
        assertThat(dns.text("example\\.org")).isInstanceOf(DnsAnswer.NoSuchName.class);
    }

    @Test
    void whatFails() {
        assertThat(dns.ipv4("broken.example"))
                .isEqualTo(new DnsAnswer.Failed<>("broken.example A: this name fails"));
        assertThat(dns.ipv4("one.example").isFailed()).as("a circle").isTrue();
        assertThat(dns.within(Duration.ofNanos(1)).ipv4("mx.example.org").isFailed()).isTrue();
        assertThat(dns.within(Duration.ofHours(1)).ipv4("mx.example.org").isFailed()).isFalse();
    }

    @Test
    void questionsAreWrittenDown() {
        dns.text("example.org");
        dns.text("example.org");
        dns.ipv4("www.example.org");

        assertThat(dns.questions())
                .containsExactly("example.org TXT", "example.org TXT", "www.example.org A");
    }

    @Test
    void whatIsNoRecordIsRefused() {
        for (var line : new String[] {"example.org", "a.example A nowhere", "a.example X 1"}) {
            assertThatThrownBy(() -> ZoneDns.of(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
