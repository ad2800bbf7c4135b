package io.staffetta.kernel.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.kernel.dkim.Selector;
import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.mail.Domain;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class DomainRecordsTest {

    private static final Domain ORG = Domain.parse("example.org");
    private static final Selector SELECTOR = Selector.parse("s1");
    private static final Instant NOW = Instant.parse("2026-02-01T10:20:30Z");

    @TempDir Path folder;
    private DkimKeys keys;

    /// All that example.org needs, but for its key.
    private final TableDns dns =
            new TableDns()
                    .add("example.org", "MX", "10 mail.example.org")
                    .add("mail.example.org", "A", "192.0.2.1")
                    .add("1.2.0.192.in-addr.arpa", "PTR", "Mail.Example.ORG")
                    .add("example.org", "TXT", "v=spf1 mx -all")
                    .add("example.org", "TXT", "some-verification=1")
                    .add("_dmarc.example.org", "TXT", "v=DMARC1; p=reject; rua=mailto:d@x.example")
                    .add("_mta-sts.example.org", "TXT", "v=STSv1; id=20260101")
                    .add("mta-sts.example.org", "A", "192.0.2.9")
                    .add("_smtp._tls.example.org", "TXT", "v=TLSRPTv1;rua=https://x.example/");

    @BeforeEach
    void make() {
        keys = new DkimKeys(folder.resolve("dkim"), () -> NOW);
    }

    @Test
    void everythingIsPublished() {
        publishKey();
        var report = report();
        assertThat(report.records()).allSatisfy(one -> assertThat(one.well()).isTrue());
        assertThat(report.well()).isTrue();
        assertThat(check(RecordKind.DMARC).wanted())
                .as("a stricter policy stays")
                .containsExactly("v=DMARC1; p=reject; rua=mailto:d@x.example");
        assertThat(report.policy())
                .isEqualTo(
                        new DnsReport.PolicyFile(
                                "https://mta-sts.example.org/.well-known/mta-sts.txt",
                                """
                                version: STSv1
                                mode: testing
                                mx: mail.example.org
                                max_age: 604800
                                """));
    }

    @Test
    void nothingIsPublished() {
        keys.create(ORG, Map.of(SELECTOR, KeyAlgorithm.ED25519), 2048);
        var report = records(new TableDns()).report(ORG, Set.of(), NOW);
        assertThat(report.well()).isFalse();
        assertThat(report.records())
                .filteredOn(one -> one.status() == Status.MISSING)
                .extracting(RecordCheck::kind)
                .containsExactly(
                        RecordKind.MX,
                        RecordKind.HOST,
                        RecordKind.SPF,
                        RecordKind.DKIM,
                        RecordKind.DKIM,
                        RecordKind.DMARC,
                        RecordKind.MTA_STS,
                        RecordKind.MTA_STS,
                        RecordKind.TLS_RPT);
        assertThat(ZoneText.of(report))
                .contains(
                        "example.org. IN MX 10 mail.example.org.\n",
                        "mail.example.org. IN A 192.0.2.1\n",
                        "example.org. IN TXT \"v=spf1 mx -all\"\n",
                        "s1._domainkey.example.org. IN TXT \"v=DKIM1; h=sha256; k=ed25519; p=",
                        "_dmarc.example.org. IN TXT \"v=DMARC1; p=none;"
                                + " rua=mailto:postmaster@example.org\"\n",
                        "_mta-sts.example.org. IN TXT \"v=STSv1; id=20260201102030;\"\n",
                        "_smtp._tls.example.org. IN TXT \"v=TLSRPTv1;"
                                + " rua=mailto:postmaster@example.org\"\n",
                        "_submissions._tcp.example.org. IN SRV 0 1 465 mail.example.org.\n")
                .contains("; mta-sts.example.org: must lead to a web server");
    }

    @Test
    void whatIsOfAnotherZoneIsAComment() {
        var report = records(dns).report(Domain.parse("example.net"), Set.of(), NOW);
        assertThat(ZoneText.of(report))
                .contains("; not of this zone: mail.example.org. IN A 192.0.2.1\n")
                .contains("; not of this zone: 1.2.0.192.in-addr.arpa. IN PTR Mail.Example.ORG.")
                .contains("\nexample.net. IN TXT \"v=spf1 mx -all\"\n");
    }

    @Test
    void kindsAreLeftOut() {
        publishKey();
        var without = EnumSet.of(RecordKind.MX, RecordKind.MTA_STS);
        dns.remove("example.org", "MX").remove("_mta-sts.example.org", "TXT");
        assertThat(report().well()).isFalse();
        dns.remove("example.org", "TXT").add("example.org", "TXT", "v=spf1 ip4:192.0.2.1 -all");
        var report = records(dns).report(ORG, without, NOW);
        assertThat(report.records()).noneMatch(one -> without.contains(one.kind()));
        assertThat(report.well()).isTrue();
    }

    @Test
    void aResolverThatFailsIsNoMissingRecord() {
        for (var name : List.of("example.org", "_dmarc.example.org", "mail.example.org")) {
            dns.fail(name);
        }
        for (var kind : List.of(RecordKind.MX, RecordKind.SPF, RecordKind.DMARC, RecordKind.HOST)) {
            assertThat(check(kind).status()).as(kind.word()).isEqualTo(Status.UNKNOWN);
            assertThat(check(kind).note()).contains("SERVFAIL");
        }
        assertThat(report().well()).isFalse();
        assertThat(ZoneText.of(report()))
                .as("nobody weakens a policy that could not be seen")
                .contains("\n; unless there is another: _dmarc.example.org. IN TXT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MX | example.org | MX | 10 elsewhere.example | mail goes elsewhere",
                "MX | example.org | MX | 0  | the domain says that it takes no mail (RFC 7505)",
                "PTR | 1.2.0.192.in-addr.arpa | PTR | host.provider.example | ",
                "SPF | example.org | TXT | v=spf1 +all | it lets everybody send for the domain",
                "SPF | example.org | TXT | v=spf1 mx all | it lets everybody send for the domain",
                "SPF | example.org | TXT | v=spf1 -all | it does not allow 192.0.2.1",
                "DMARC | _dmarc.example.org | TXT | v=DMARC1; rua=mailto:x@y.example"
                        + " | it has no policy (p=none, quarantine or reject)",
                "MTA_STS | _mta-sts.example.org | TXT | v=STSv1; | ",
                "TLS_RPT | _smtp._tls.example.org | TXT | v=TLSRPTv1; | ",
            })
    void somethingElseIsPublished(
            RecordKind kind, String name, String type, String data, String note) {
        dns.remove(name, type).add(name, type, data.equals("0") ? "0 " : data);
        assertThat(check(kind).status()).isEqualTo(Status.DIFFERENT);
        assertThat(check(kind).note()).isEqualTo(note == null ? "" : note);
        assertThat(check(kind).published()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SPF, example.org, v=spf1 -all",
        "DMARC, _dmarc.example.org, v=DMARC1; p=none",
        "MTA_STS, _mta-sts.example.org, v=STSv1; id=2",
        "TLS_RPT, _smtp._tls.example.org, v=TLSRPTv1; rua=mailto:x@y.example",
    })
    void twoAreNoneTheBetter(RecordKind kind, String name, String second) {
        dns.add(name, "TXT", second);
        assertThat(check(kind).status()).isEqualTo(Status.DIFFERENT);
        assertThat(check(kind).published()).hasSize(2);
    }

    @Test
    void aDomainAboveMayHaveThePolicy() {
        var domain = Domain.parse("lists.example.org");
        var check =
                records(dns).report(domain, Set.of(), NOW).records().stream()
                        .filter(one -> one.kind() == RecordKind.DMARC)
                        .findFirst()
                        .orElseThrow();
        assertThat(check.status()).isEqualTo(Status.OPTIONAL);
        assertThat(check.note()).contains("that of example.org counts");
    }

    @Test
    void keysInTheDns() {
        assertThat(check(RecordKind.DKIM).note())
                .isEqualTo("there is no key: staffetta dkim create example.org");
        publishKey();
        assertThat(check(RecordKind.DKIM).note()).isEqualTo("ed25519, active");

        dns.remove("s1._domainkey.example.org", "TXT")
                .add("s1._domainkey.example.org", "TXT", "v=DKIM1; k=ed25519; p=AAAA");
        assertThat(check(RecordKind.DKIM).status()).isEqualTo(Status.DIFFERENT);
        assertThat(check(RecordKind.DKIM).note()).isEqualTo("it holds another key");

        dns.add("s1._domainkey.example.org", "TXT", "x");
        assertThat(check(RecordKind.DKIM).note()).contains("one text only");

        keys.change(ORG, Set.of(), Set.of(SELECTOR));
        assertThat(check(RecordKind.DKIM).note()).contains("no key is active");
    }

    @Test
    void addressesHaveNoRecords() {
        assertThatThrownBy(() -> records(dns).report(Domain.parse("[192.0.2.1]"), Set.of(), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an address has no records");
    }

    @Test
    void certificatesThatAreNotLoaded() {
        var host = new HostFacts("mail.example.org", List.of(), List.of(), Optional.empty());
        var report =
                new DomainRecords(keys, host, dns)
                        .report(ORG, EnumSet.complementOf(EnumSet.of(RecordKind.TLSA)), NOW);
        assertThat(report.records())
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo(Status.UNKNOWN))
                .satisfies(one -> assertThat(one.note()).contains("while the server runs"));
    }

    private void publishKey() {
        keys.create(ORG, Map.of(SELECTOR, KeyAlgorithm.ED25519), 2048);
        keys.change(ORG, Set.of(SELECTOR), Set.of());
        var key = keys.find(ORG, SELECTOR);
        dns.add(key.dnsName(), "TXT", keys.record(key));
    }

    private RecordCheck check(RecordKind kind) {
        return report().records().stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private DnsReport report() {
        return records(dns).report(ORG, Set.of(), NOW);
    }

    private DomainRecords records(TableDns asked) {
        return new DomainRecords(
                keys,
                new HostFacts(
                        "mail.example.org",
                        List.of(InetAddress.ofLiteral("192.0.2.1")),
                        List.of(HostFacts.Service.submissions(0)),
                        Optional.of(List.of())),
                asked);
    }
}
