package io.staffetta.kernel.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.records.SpfCoverage.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;

class SpfCoverageTest {

    private static final InetAddress IPV4 = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress IPV6 = InetAddress.ofLiteral("2001:db8::1");

    private final TableDns dns =
            new TableDns()
                    .add("example.org", "MX", "10 mail.example.org")
                    .add("mail.example.org", "A", "192.0.2.1")
                    .add("mail.example.org", "AAAA", "2001:db8::1")
                    .add("example.org", "A", "198.51.100.7")
                    .add("near.example", "A", "192.0.2.77")
                    .add("_spf.example", "TXT", "v=spf1 ip4:192.0.2.0/24 -all")
                    .add("_spf.example", "TXT", "something else")
                    .add("other.example", "TXT", "v=spf1 ip4:203.0.113.0/24 -all")
                    .add("loop.example", "TXT", "v=spf1 include:loop.example -all")
                    .fail("broken.example");

    @ParameterizedTest
    @CsvSource({
        "v=spf1 mx -all, ALLOWED, ALLOWED",
        "V=SPF1 MX -ALL, ALLOWED, ALLOWED",
        "v=spf1 a -all, REFUSED, REFUSED",
        "v=spf1 a:mail.example.org -all, ALLOWED, ALLOWED",
        "v=spf1 a:near.example/24 -all, ALLOWED, REFUSED",
        "v=spf1 a:near.example/25//64 ~all, ALLOWED, REFUSED",
        "v=spf1 ip4:192.0.2.1 -all, ALLOWED, REFUSED",
        "v=spf1 ip4:192.0.2.77/24 -all, ALLOWED, REFUSED",
        "v=spf1 ip6:2001:db8::/32 -all, REFUSED, ALLOWED",
        "v=spf1 ip4:192.0.2.1/99 ip4:x -all, REFUSED, REFUSED",
        "v=spf1 -ip4:192.0.2.1 +all, REFUSED, ALLOWED",
        "v=spf1 ?mx -all, REFUSED, REFUSED",
        "v=spf1 include:_spf.example -all, ALLOWED, REFUSED",
        "v=spf1 include:other.example -all, REFUSED, REFUSED",
        "v=spf1 include:none.example -all, REFUSED, REFUSED",
        "v=spf1 redirect=_spf.example, ALLOWED, REFUSED",
        "v=spf1 include:broken.example -all, UNKNOWN, UNKNOWN",
        "v=spf1 mx:broken.example -all, UNKNOWN, UNKNOWN",
        "v=spf1 exists:%{i}.example -all, UNKNOWN, UNKNOWN",
        "v=spf1 ptr -all, UNKNOWN, UNKNOWN",
        "v=spf1 mx ptr -all, ALLOWED, ALLOWED",
        "v=spf1 exp=why.example x=y -all, REFUSED, REFUSED",
        "v=spf1, REFUSED, REFUSED",
        "v=spf1 include:loop.example -all, REFUSED, REFUSED",
    })
    void asFarAsItCanBeTold(String record, Answer ipv4, Answer ipv6) {
        assertThat(new SpfCoverage(dns).of(record, "example.org", IPV4)).isEqualTo(ipv4);
        assertThat(new SpfCoverage(dns).of(record, "example.org", IPV6)).isEqualTo(ipv6);
    }

    @Test
    void noMoreQuestionsThanVerifiersAsk() {
        var record = "v=spf1" + " a:far.example".repeat(10) + " mx -all";
        assertThat(new SpfCoverage(dns).of(record, "example.org", IPV4)).isEqualTo(Answer.REFUSED);
    }
}
