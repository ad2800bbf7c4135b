package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.TestDns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// DNS, an HTTPS server with a certificate for `mta-sts.example.org`, a clock, and who is told what
/// fails.
final class StsWorld implements AutoCloseable {

    static final String ENFORCE =
            """
            version: STSv1
            mode: enforce
            mx: mx1.example.org
            mx: *.hosting.example
            max_age: 604800
            """;

    final TestDns dns = TestDns.start();
    final Issued authority;
    final PolicyHost host;
    final List<TlsOutcome> told = new CopyOnWriteArrayList<>();
    final TlsObserver observer = told::add;
    final Path folder;
    volatile Instant now = Instant.now();

    StsWorld(Path folder) throws Exception {
        this(folder, Issued.authority("authority"));
    }

    private StsWorld(Path folder, Issued authority) throws Exception {
        this(folder, authority, authority.issue("mta-sts.example.org"));
    }

    StsWorld(Path folder, Issued authority, Issued certificate) throws Exception {
        this.folder = folder;
        this.authority = authority;
        host = new PolicyHost(certificate);
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        dns.add("mta-sts.example.org", "A", "127.0.0.1");
    }

    static NextHop hop(String host) {
        return new NextHop("example.org", host, 25, true);
    }

    /// Publishes for `example.org`.
    void publish(String id, String policy) {
        announce("v=STSv1; id=" + id + ";");
        host.policy(policy);
    }

    /// Publishes a TXT record, in place of those before.
    void announce(String text) {
        dns.remove("_mta-sts.example.org").add("_mta-sts.example.org", "TXT", "\"" + text + "\"");
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    MtaSts sts() throws Exception {
        return start(Change.NOTHING);
    }

    MtaSts start(Change change) throws Exception {
        var sts = create(change);
        sts.start();
        return sts;
    }

    MtaSts create(Change change) {
        return new MtaSts(settings(change), FixedFacts.in(folder), observer, () -> now);
    }

    MtaStsSettings settings(Change change) {
        return new MtaStsSettings(
                change.domains(),
                change.except(),
                List.of(dns.server()),
                Duration.ofSeconds(1),
                1,
                Duration.ofSeconds(5),
                Optional.empty(),
                Optional.of(Path.of("ca.pem")),
                change.port() == 0 ? host.port() : change.port(),
                change.allowLoopback(),
                null,
                change.fetchTimeout(),
                0,
                null,
                0,
                change.minMaxAge(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public void close() {
        host.close();
        dns.close();
    }

    static String level(MtaSts sts, String host) throws Exception {
        return sts.terms(hop(host)).map(OutboundTerms::level).map(Enum::name).orElse("none");
    }

    /// What a test sets otherwise.
    record Change(
            List<String> domains,
            List<String> except,
            int port,
            boolean allowLoopback,
            Duration fetchTimeout,
            Duration minMaxAge) {

        static final Change NOTHING =
                new Change(List.of(), List.of(), 0, true, Duration.ofSeconds(30), Duration.ZERO);

        static Change domains(List<String> domains, List<String> except) {
            return new Change(domains, except, 0, true, Duration.ofSeconds(30), Duration.ZERO);
        }

        static Change timeout(int port, Duration timeout) {
            return new Change(List.of(), List.of(), port, true, timeout, Duration.ZERO);
        }
    }
}
