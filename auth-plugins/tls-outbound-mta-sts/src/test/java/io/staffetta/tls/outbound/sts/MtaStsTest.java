package io.staffetta.tls.outbound.sts;

import static io.staffetta.tls.outbound.sts.StsWorld.ENFORCE;
import static io.staffetta.tls.outbound.sts.StsWorld.hop;
import static io.staffetta.tls.outbound.sts.StsWorld.level;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.OutboundTlsPolicy.Precedence;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.OutboundTlsPolicyContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What terms come of a policy.
class MtaStsTest implements OutboundTlsPolicyContract {

    @TempDir Path folder;
    private StsWorld world;

    @BeforeEach
    void begin() throws Exception {
        world = new StsWorld(folder);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Override
    public OutboundTlsPolicy policy() {
        world.publish("1", ENFORCE);
        return world.create(StsWorld.Change.NOTHING);
    }

    @Override
    public NextHop concerned() {
        return hop("mx1.example.org");
    }

    @Override
    public NextHop stranger() {
        return new NextHop("shop.example", "mx.shop.example", 25, true);
    }

    @Test
    void aHostThatFitsMustBeVerified() throws Exception {
        world.publish("20260101T000000", ENFORCE);

        var sts = world.sts();

        assertThat(sts.precedence()).isEqualTo(Precedence.MTA_STS);
        assertThat(sts.terms(hop("a.hosting.example")))
                .contains(
                        new OutboundTerms(
                                "mta-sts",
                                Level.VERIFY,
                                "MTA-STS of example.org: enforce, id 20260101T000000, until "
                                        + world.now
                                                .plus(Duration.ofDays(7))
                                                .truncatedTo(ChronoUnit.SECONDS)
                                        + ", host matches *.hosting.example",
                                Set.of("a.hosting.example"),
                                null,
                                null,
                                new PublishedTls(
                                        PublishedTls.Type.STS,
                                        "example.org",
                                        ENFORCE.lines().toList(),
                                        List.of("mx1.example.org", "*.hosting.example"),
                                        true)));
        assertThat(world.told).isEmpty();
    }

    @Test
    void aHostThatDoesNotFitIsRefused() throws Exception {
        world.publish("1", ENFORCE);

        var terms = world.sts().terms(hop("mx.evil.example")).orElseThrow();

        assertThat(terms.level()).isEqualTo(Level.REFUSE);
        assertThat(terms.reason())
                .startsWith("MTA-STS of example.org: enforce, id 1, until ")
                .endsWith(", host matches none of mx1.example.org, *.hosting.example");
        assertThat(world.told)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.result()).isEqualTo(TlsOutcome.Result.VALIDATION_FAILURE);
                    assertThat(told.nextHop()).isEqualTo(hop("mx.evil.example"));
                    assertThat(told.published().binding()).isTrue();
                });
    }

    @Test
    void aPolicyOnTrialIsReportedOnly() throws Exception {
        world.publish("1", ENFORCE.replace("enforce", "testing"));
        var sts = world.sts();

        var fits = sts.terms(hop("mx1.example.org")).orElseThrow();
        assertThat(fits.level()).isEqualTo(Level.MAY);
        assertThat(fits.names()).containsExactly("mx1.example.org");
        assertThat(fits.published().binding()).isFalse();
        assertThat(world.told).isEmpty();

        var fitsNot = sts.terms(hop("mx.evil.example")).orElseThrow();
        assertThat(fitsNot.level()).isEqualTo(Level.MAY);
        assertThat(fitsNot.published()).isNull();
        assertThat(world.told)
                .extracting(TlsOutcome::result)
                .containsExactly(TlsOutcome.Result.VALIDATION_FAILURE);
    }

    @Test
    void noneIsNoPolicy() throws Exception {
        world.publish("1", "version: STSv1\nmode: none\nmax_age: 86400\n");

        assertThat(level(world.sts(), "mx1.example.org")).isEqualTo("none");
        assertThat(world.told).isEmpty();
    }

    @Test
    void theAuthoritiesOfTheFileJudgeMailServers() throws Exception {
        world.publish("1", ENFORCE);
        var settings = world.settings(StsWorld.Change.NOTHING);
        Files.writeString(folder.resolve("mx.pem"), Issued.authority("other").pem());
        var sts =
                new MtaSts(
                        new MtaStsSettings(
                                List.of(),
                                List.of(),
                                settings.nameservers(),
                                null,
                                0,
                                null,
                                Optional.of(Path.of("mx.pem")),
                                settings.policyCaFile(),
                                settings.httpsPort(),
                                true,
                                null,
                                null,
                                0,
                                null,
                                0,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null),
                        FixedFacts.in(folder),
                        world.observer,
                        () -> world.now);
        sts.start();

        var trust = sts.terms(hop("mx1.example.org")).orElseThrow().trust();
        assertThat(trust).isNotNull();
        assertThat(trust.getAcceptedIssuers())
                .extracting(issuer -> issuer.getSubjectX500Principal().getName())
                .containsExactly("CN=other");
        assertThat(sts.terms(hop("a.hosting.example")).orElseThrow().trust()).isSameAs(trust);
    }

    @Test
    void onlyForServersOfADomain() throws Exception {
        world.publish("1", ENFORCE);
        var sts = world.sts();

        assertThat(sts.terms(new NextHop("example.org", "mx1.example.org", 25, false))).isEmpty();
        assertThat(sts.terms(new NextHop("[192.0.2.1]", "[192.0.2.1]", 25, false))).isEmpty();
        assertThat(sts.terms(new NextHop("192.0.2.1", "192.0.2.1", 25, false))).isEmpty();
        assertThat(sts.terms(new NextHop("/run/lmtp", "localhost", 24, false))).isEmpty();
        assertThat(sts.terms(new NextHop("../x", "mx.example", 25, true))).isEmpty();
        var longest = "a.".repeat(126) + "a";
        assertThat(sts.terms(new NextHop(longest, "mx.example", 25, true))).isEmpty();
        assertThat(world.dns.queries()).isZero();

        // Without MX records a domain is its own server.
        assertThat(sts.terms(new NextHop("example.org", "example.org", 25, false))).isPresent();
    }

    @Test
    void domainsAndExceptions() throws Exception {
        world.publish("1", ENFORCE);

        assertThat(ofDomains(List.of("example.org"), List.of())).isEqualTo("VERIFY");
        assertThat(ofDomains(List.of("example.com"), List.of())).isEqualTo("none");
        assertThat(ofDomains(List.of(), List.of("example.com"))).isEqualTo("VERIFY");
        assertThat(ofDomains(List.of(), List.of("example.org"))).isEqualTo("none");
        // Whoever forges MX records must not choose the exception.
        assertThat(ofDomains(List.of(), List.of("mx1.example.org"))).isEqualTo("VERIFY");
    }

    private String ofDomains(List<String> domains, List<String> except) throws Exception {
        return level(world.start(StsWorld.Change.domains(domains, except)), "mx1.example.org");
    }
}
