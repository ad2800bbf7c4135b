package io.staffetta.tls.outbound.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.OutboundTlsPolicyContract;
import io.staffetta.tls.outbound.dane.dns.DnsFailure;
import io.staffetta.tls.outbound.dane.tlsa.Tlsa;
import io.staffetta.tls.outbound.dane.tlsa.TlsaRecords;
import io.staffetta.tls.outbound.dane.tlsa.TlsaTrust;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Against zones that Knot DNS signs.
class DaneOutboundTlsTest implements OutboundTlsPolicyContract {

    @TempDir private static Path folder;

    private static SignedZones zones;

    private final Queue<TlsOutcome> outcomes = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void serve() throws Exception {
        zones = SignedZones.start(folder, TestZones.all());
    }

    @AfterAll
    static void stop() {
        if (zones != null) {
            zones.close();
        }
    }

    @Override
    public OutboundTlsPolicy policy() {
        return policy(TestSettings.of(zones));
    }

    @Override
    public NextHop concerned() {
        return mx("good.test", "mx.good.test");
    }

    @Override
    public NextHop stranger() {
        return mx("unsigned.test", "mx.unsigned.test");
    }

    @Test
    void usableRecords() throws Exception {
        var records = records("_25._tcp.mx.good.test", TestZones.EE, TestZones.TA);

        assertThat(terms(concerned()))
                .contains(
                        new OutboundTerms(
                                "dane",
                                Level.VERIFY,
                                "2 usable TLSA records of _25._tcp.mx.good.test, MX and address"
                                        + " signed",
                                Set.of(),
                                new TlsaTrust(records, Set.of("mx.good.test", "good.test")),
                                null,
                                new PublishedTls(
                                        PublishedTls.Type.TLSA,
                                        "mx.good.test",
                                        List.of(TestZones.TA, TestZones.EE),
                                        List.of(),
                                        true)));
        assertThat(outcomes).isEmpty();
        assertThat(policy().precedence()).isEqualTo(OutboundTlsPolicy.Precedence.DANE);
    }

    @ParameterizedTest
    @CsvSource({
        "expanded.good.test, alias.good.test, mx.good.test",
        "aliased.good.test, alias.good.test, mx.good.test",
        "own.good.test, alias2.good.test, alias2.good.test",
        "outside.good.test, alias3.good.test, alias3.good.test",
        "ipv6.good.test, mx6.good.test, mx6.good.test",
        "wild.good.test, mxwild.good.test, mxwild.good.test",
        "moved.good.test, mxmoved.good.test, mxmoved.good.test",
        "cross.good.test, mx.nsec3.test, mx.nsec3.test",
        "nsec3.test, mx.nsec3.test, mx.nsec3.test",
        "strong.registry.test, mx.strong.registry.test, mx.strong.registry.test"
    })
    void baseDomains(String destination, String host, String base) throws Exception {
        var terms = terms(mx(destination, host)).orElseThrow();

        assertThat(terms.level()).isEqualTo(Level.VERIFY);
        assertThat(terms.published().domain()).isEqualTo(base);
    }

    @Test
    void namesOfAnAliasCount() throws Exception {
        var terms = terms(mx("aliased.good.test", "alias.good.test")).orElseThrow();

        assertThat(terms.trust())
                .isEqualTo(
                        new TlsaTrust(
                                records("_25._tcp.mx.good.test", TestZones.EE, TestZones.TA),
                                Set.of(
                                        "aliased.good.test",
                                        "expanded.good.test",
                                        "alias.good.test",
                                        "mx.good.test")));
    }

    @ParameterizedTest
    @CsvSource({
        "unsigned.test, mx.unsigned.test",
        "leaf.registry.test, mx.leaf.registry.test",
        "good.test, plain.good.test",
        "without.good.test, plain.good.test",
        "outside2.good.test, host.unsigned.test",
        "plain.nsec3.test, host.nsec3.test",
        "nowhere.good.test, nowhere.good.test",
        "nowhere.nsec3.test, nowhere.nsec3.test",
        "without.good.test, forged.example",
        "unsigned.test, forged.example"
    })
    void noOpinion(String destination, String host) throws Exception {
        assertThat(terms(mx(destination, host))).isEmpty();
        assertThat(outcomes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bogus.test, mx.bogus.test", "broken.good.test, mx.bogus.test"})
    void bogusAnswers(String destination, String host) {
        assertThatThrownBy(() -> terms(mx(destination, host)))
                .isInstanceOf(DnsFailure.class)
                .hasMessageContaining("bogus")
                .message()
                .doesNotContain("\n");
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.result()).isEqualTo(Result.DNSSEC_INVALID);
                    assertThat(outcome.nextHop()).isEqualTo(mx(destination, host));
                    assertThat(outcome.detail()).contains("bogus");
                });
    }

    @Test
    void recordsOfNoUseDemandTls() throws Exception {
        var terms = terms(mx("pkix.d.good.test", "pkix.good.test")).orElseThrow();

        assertThat(terms.level()).isEqualTo(Level.ENCRYPT);
        assertThat(terms.trust()).isNull();
        assertThat(terms.reason())
                .isEqualTo(
                        "no TLSA record of _25._tcp.pkix.good.test can be used, MX and address"
                                + " signed");
        assertThat(terms.published().lines())
                .containsExactly("0 0 1 cd", "1 1 1 " + TestZones.DIGEST);
    }

    @Test
    void hostsOfRoutes() throws Exception {
        assertThat(terms(new NextHop("mx.good.test", "mx.good.test", 25, false)).orElseThrow())
                .satisfies(terms -> {
                    assertThat(terms.level()).isEqualTo(Level.VERIFY);
                    assertThat(terms.reason())
                            .isEqualTo(
                                    "2 usable TLSA records of _25._tcp.mx.good.test, address"
                                            + " signed");
                });
        assertThat(terms(new NextHop("smart.good.test", "smart.good.test", 587, false)))
                .isPresent();
        assertThat(terms(new NextHop("smart.good.test", "smart.good.test", 25, false))).isEmpty();
        assertThat(terms(new NextHop("apex.good.test", "apex.good.test", 587, false))).isEmpty();
        assertThat(terms(new NextHop("localhost", "localhost", 25, false))).isEmpty();
    }

    /// Whoever forges MX records, or drops them, must not get around DANE.
    @Test
    void aForgedServerOfADestinationWithDane() throws Exception {
        for (var hop :
                List.of(
                        mx("good.test", "mx.unsigned.test"),
                        mx("good.test", "forged.example"),
                        new NextHop("apex.good.test", "apex.good.test", 25, false))) {
            var terms = terms(hop).orElseThrow();

            assertThat(terms.level()).isEqualTo(Level.REFUSE);
            assertThat(terms.reason())
                    .isEqualTo(
                            "%s is not among the signed MX records of %s, whose server mx.good.test has TLSA records"
                                    .formatted(hop.host(), hop.destination()));
        }
        assertThat(outcomes).hasSize(3);
    }

    @Test
    void mandatory() throws Exception {
        var policy =
                policy(
                        TestSettings.of(zones)
                                .domains("nobody.example")
                                .mandatory(".test", "unsigned.test"));
        policy.start();

        var refused = policy.terms(stranger()).orElseThrow();
        assertThat(refused.level()).isEqualTo(Level.REFUSE);
        assertThat(refused.reason())
                .isEqualTo("DANE is mandatory, but the MX records of unsigned.test are not signed");
        assertThat(policy.terms(mx("pkix.d.good.test", "pkix.good.test")).orElseThrow().level())
                .isEqualTo(Level.REFUSE);
        assertThat(policy.terms(concerned()).orElseThrow().level()).isEqualTo(Level.VERIFY);
        assertThat(policy.terms(mx("a.example", "mx.a.example"))).isEmpty();
        assertThat(outcomes)
                .extracting(TlsOutcome::result)
                .containsExactly(Result.DANE_REQUIRED, Result.DANE_REQUIRED);
    }

    @Test
    void domainsAndExceptions() throws Exception {
        var policy =
                policy(
                        TestSettings.of(zones)
                                .domains("good.test", "bogus.test", "mx.bogus.test")
                                .except("bogus.test", "mx.bogus.test"));
        policy.start();

        assertThat(policy.terms(concerned())).isPresent();
        assertThat(policy.terms(mx("nsec3.test", "mx.nsec3.test"))).isEmpty();
        assertThat(policy.terms(mx("bogus.test", "mx.bogus.test"))).isEmpty();
        // An MX record does not make an exception: whoever forges one would.
        assertThatThrownBy(() -> policy.terms(mx("broken.good.test", "mx.bogus.test")))
                .isInstanceOf(DnsFailure.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, -60})
    void signaturesHaveTheirTime(long days) throws Exception {
        var clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(days));
        var policy = policy(TestSettings.of(zones), clock);
        policy.start();

        assertThatThrownBy(() -> policy.terms(concerned()))
                .isInstanceOf(DnsFailure.class)
                .hasMessageContaining("good.test MX: bogus");
    }

    @Test
    void anotherAnchor() throws Exception {
        var policy = policy(TestSettings.of(zones).shippedAnchors());
        policy.start();

        assertThatThrownBy(() -> policy.terms(concerned()))
                .isInstanceOf(DnsFailure.class)
                .hasMessageContaining("bogus");
    }

    @Test
    void answersAreRemembered() throws Exception {
        try (var relay = DnsRelay.to(zones.address(), (_, response) -> Optional.of(response))) {
            var policy = policy(TestSettings.of(relay.server(), zones.anchors()));
            policy.start();
            assertThat(policy.terms(concerned())).isPresent();
            int queries = relay.queries();

            assertThat(policy.terms(concerned())).isPresent();
            assertThat(relay.queries()).isEqualTo(queries);
        }
    }

    @Test
    void aChangedRecord() throws Exception {
        assertBogus((query, response) ->
                answering(response, Section.ANSWER, Type.TLSA, RecordChange::spoil));
    }

    @Test
    void signaturesTakenAway() throws Exception {
        assertBogus((query, response) -> without(response, Type.RRSIG));
        assertBogus((query, response) ->
                query.getQuestion().getType() == Type.TLSA
                        ? without(response, Type.RRSIG)
                        : Optional.of(response));
    }

    @Test
    void recordsTakenAway() throws Exception {
        assertBogus((query, response) -> {
            if (query.getQuestion().getType() == Type.TLSA) {
                response.removeAllRecords(Section.ANSWER);
            }
            return Optional.of(response);
        });
        assertBogus((query, response) -> {
            if (query.getQuestion().getType() == Type.MX) {
                response.removeAllRecords(Section.ANSWER);
                response.getHeader().setRcode(Rcode.NXDOMAIN);
            }
            return Optional.of(response);
        });
    }

    /// As if the zone had no key.
    @Test
    void delegationsTakenAway() throws Exception {
        assertBogus((query, response) -> {
            if (query.getQuestion().getType() == Type.DS) {
                response.removeAllRecords(Section.ANSWER);
            }
            return Optional.of(response);
        });
    }

    /// Records of a zone that really is unsigned prove nothing of another.
    @Test
    void recordsOfAnotherZone() throws Exception {
        var soa = record("unsigned.test.", Type.SOA, "ns.test. a.test. 1 1 1 1 1");
        var nsec = record("x.unsigned.test.", Type.NSEC, "y.unsigned.test. A");
        var exchanger = record("x.unsigned.test.", Type.MX, "10 forged.unsigned.test.");
        var alias = record("good.test.", Type.CNAME, "x.unsigned.test.");

        assertBogus(instead(Type.MX, List.of(), List.of(soa)));
        assertBogus(instead(Type.MX, List.of(), List.of(signature(soa))));
        assertBogus(instead(Type.MX, List.of(), List.of(soa, signature(soa))));
        assertBogus(instead(Type.MX, List.of(), List.of(nsec)));
        assertBogus(instead(Type.MX, List.of(), List.of(nsec, signature(nsec))));
        assertBogus(instead(Type.MX, List.of(exchanger), List.of()));
        assertBogus(instead(Type.MX, List.of(exchanger, alias), List.of()));
        assertBogus(instead(Type.MX, List.of(exchanger, alias, signature(alias)), List.of(soa)));
        assertBogus(instead(Type.TLSA, List.of(), List.of(soa, signature(soa))));
    }

    /// A signature of a zone that really is unsigned proves nothing of another.
    @Test
    void signaturesOfAnotherZone() throws Exception {
        var exchanger = record("good.test.", Type.MX, "10 forged.unsigned.test.");
        var soa = record("good.test.", Type.SOA, "ns.test. a.test. 1 1 1 1 1");

        assertBogus(instead(Type.MX, List.of(exchanger, signature(exchanger)), List.of()));
        assertBogus(instead(Type.MX, List.of(), List.of(soa, signature(soa))));
        assertBogus(instead(Type.MX, List.of(), List.of()));
    }

    private static DnsRelay.Change instead(int type, List<Record> answer, List<Record> authority) {
        return (query, response) -> {
            if (query.getQuestion().getType() == type) {
                response.removeAllRecords(Section.ANSWER);
                response.removeAllRecords(Section.AUTHORITY);
                answer.forEach(record -> response.addRecord(record, Section.ANSWER));
                authority.forEach(record -> response.addRecord(record, Section.AUTHORITY));
            }
            return Optional.of(response);
        };
    }

    private static Record record(String name, int type, String data) throws Exception {
        return Record.fromString(Name.fromString(name), type, DClass.IN, 60, data, Name.root);
    }

    /// One that pretends to be of unsigned.test.
    private static Record signature(Record signed) throws Exception {
        return new RRSIGRecord(
                signed.getName(),
                DClass.IN,
                60,
                signed.getType(),
                DNSSEC.Algorithm.ECDSAP256SHA256,
                60,
                Instant.now().plus(Duration.ofDays(1)),
                Instant.now().minus(Duration.ofDays(1)),
                4711,
                Name.fromString("unsigned.test."),
                new byte[64]);
    }

    /// What cannot be asked is not answered with "insecure".
    @ParameterizedTest
    @ValueSource(strings = {"DS", "DNSKEY", "TLSA", "MX", "A"})
    void questionsThatFail(String type) throws Exception {
        try (var relay =
                DnsRelay.to(
                        zones.address(),
                        (query, response) -> {
                            if (query.getQuestion().getType() == Type.value(type)) {
                                response.getHeader().setRcode(Rcode.SERVFAIL);
                            }
                            return Optional.of(response);
                        })) {
            var policy = policy(TestSettings.of(relay.server(), zones.anchors()));
            policy.start();

            for (var hop :
                    List.of(
                            concerned(),
                            mx("without.good.test", "plain.good.test"),
                            mx("plain.nsec3.test", "host.nsec3.test"))) {
                assertThatThrownBy(() -> policy.terms(hop))
                        .isInstanceOf(DnsFailure.class)
                        .hasMessageContaining("SERVFAIL");
            }
            assertThat(outcomes).isEmpty();
        }
    }

    @Test
    void aServerThatIsSilent() throws Exception {
        try (var relay = DnsRelay.to(zones.address(), (_, _) -> Optional.empty())) {
            var policy =
                    policy(
                            TestSettings.of(relay.server(), zones.anchors())
                                    .deadline(Duration.ofMillis(300)));
            policy.start();

            assertThatThrownBy(() -> policy.terms(concerned()))
                    .isInstanceOf(DnsFailure.class)
                    .hasMessageContaining("good.test MX: ")
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void anAnchorFileOfNoUse() throws Exception {
        var policy = policy(TestSettings.of("127.0.0.1:53", folder.resolve("none")));

        assertThatThrownBy(policy::start).hasMessage(folder.resolve("none") + ": no such file");
    }

    private void assertBogus(DnsRelay.Change change) throws Exception {
        outcomes.clear();
        try (var relay = DnsRelay.to(zones.address(), change)) {
            var policy = policy(TestSettings.of(relay.server(), zones.anchors()));
            policy.start();

            assertThatThrownBy(() -> policy.terms(concerned()))
                    .isInstanceOf(DnsFailure.class)
                    .hasMessageContaining("bogus");
        }
        assertThat(outcomes).extracting(TlsOutcome::result).containsExactly(Result.DNSSEC_INVALID);
    }

    private static Optional<Message> without(Message response, int type) {
        return answering(response, Section.ANSWER, type, _ -> Optional.empty());
    }

    private static Optional<Message> answering(
            Message response, int section, int type, RecordChange change) {
        var records = response.getSection(section);
        response.removeAllRecords(section);
        for (var record : records) {
            if (record.getType() != type) {
                response.addRecord(record, section);
            } else {
                change.of(record).ifPresent(changed -> response.addRecord(changed, section));
            }
        }
        return Optional.of(response);
    }

    private Optional<OutboundTerms> terms(NextHop hop) throws Exception {
        var policy = policy();
        policy.start();
        return policy.terms(hop);
    }

    private DaneOutboundTls policy(TestSettings settings) {
        return policy(settings, Clock.systemUTC());
    }

    private DaneOutboundTls policy(TestSettings settings, Clock clock) {
        return new DaneOutboundTls(settings.build(), FixedFacts.in(folder), outcomes::add, clock);
    }

    private static NextHop mx(String destination, String host) {
        return new NextHop(destination, host, 25, true);
    }

    private static TlsaRecords records(String owner, String... lines) throws Exception {
        var out = new ArrayList<Tlsa>();
        for (var line : lines) {
            out.add(Tlsa.of((TLSARecord) record(owner + ".", Type.TLSA, line)));
        }
        return new TlsaRecords(owner, out);
    }
}
