package io.staffetta.tls.outbound.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.spi.tls.TlsOutcome.Result;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.TestDns;
import io.staffetta.tls.outbound.dane.dns.DnsFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// With a resolver that says itself what is proven.
class TrustAdTest {

    private static final NextHop HOP = new NextHop("signed.example", "mx.signed.example", 25, true);

    private final Queue<TlsOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final TestDns dns = TestDns.start();

    @TempDir private Path folder;

    @BeforeEach
    void records() {
        for (var domain : List.of("signed.example", "unsigned.example")) {
            dns.add(domain, "MX", "10 mx." + domain + ".")
                    .add("mx." + domain, "A", "192.0.2.1")
                    .add("_25._tcp.mx." + domain, "TLSA", TestZones.EE);
        }
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void theBitDecides() throws Exception {
        try (var relay = DnsRelay.to(dns.address(), TrustAdTest::validated)) {
            var policy = started(TestSettings.trusting(relay.server()));

            assertThat(policy.terms(HOP).orElseThrow().level()).isEqualTo(Level.VERIFY);
            assertThat(
                            policy.terms(
                                    new NextHop(
                                            "unsigned.example", "mx.unsigned.example", 25, true)))
                    .isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotValidate() throws Exception {
        assertThat(started(TestSettings.trusting(dns.server())).terms(HOP)).isEmpty();
    }

    @Test
    void aServerThatFoundABogusAnswer() throws Exception {
        try (var relay =
                DnsRelay.to(
                        dns.address(),
                        (_, response) -> {
                            response.getHeader().setRcode(Rcode.SERVFAIL);
                            response.addRecord(
                                    new OPTRecord(
                                            1232,
                                            0,
                                            0,
                                            0,
                                            new ExtendedErrorCodeOption(
                                                    ExtendedErrorCodeOption.SIGNATURE_EXPIRED)),
                                    Section.ADDITIONAL);
                            return Optional.of(response);
                        })) {
            var policy = started(TestSettings.trusting(relay.server()));

            assertThatThrownBy(() -> policy.terms(HOP))
                    .isInstanceOf(DnsFailure.class)
                    .hasMessageContaining("signed.example MX: ")
                    .hasMessageContaining("SERVFAIL");
            assertThat(outcomes)
                    .extracting(TlsOutcome::result)
                    .containsExactly(Result.DNSSEC_INVALID);
        }
    }

    @Test
    void onlyServersOfThisMachine() throws Exception {
        var both = TestSettings.trusting("127.0.0.1:53", "192.0.2.53");

        assertThatThrownBy(() -> started(both))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "resolver trust-ad believes name servers on this machine only");
        started(both.remote(true));
        started(TestSettings.trusting("::1"));
    }

    /// What a validating resolver does, if it is asked for it.
    private static Optional<Message> validated(Message query, Message response) {
        var options = query.getOPT();
        var name = query.getQuestion().getName().toString();
        if (("." + name).endsWith(".signed.example.")
                && query.getHeader().getFlag(Flags.AD)
                && options != null
                && (options.getFlags() & ExtendedFlags.DO) != 0) {
            response.getHeader().setFlag(Flags.AD);
        }
        return Optional.of(response);
    }

    private DaneOutboundTls started(TestSettings settings) throws Exception {
        var policy = new DaneOutboundTls(settings.build(), FixedFacts.in(folder), outcomes::add);
        policy.start();
        return policy;
    }
}
