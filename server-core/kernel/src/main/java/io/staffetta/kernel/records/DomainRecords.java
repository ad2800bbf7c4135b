package io.staffetta.kernel.records;

import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.StoredKey;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.mail.Domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Says what a domain has to publish, and asks the DNS what it does publish.
///
/// @param keys that mail is signed with
/// @param host the server
/// @param dns whom to ask
public record DomainRecords(DkimKeys keys, HostFacts host, Dns dns) {

    /// Longest all questions about a domain may take.
    private static final Duration TIME = Duration.ofSeconds(60);

    private static final Duration POLICY_AGE = Duration.ofDays(7);

    /// Compares everything.
    ///
    /// @param without kinds that nobody wants to hear of
    /// @throws IllegalArgumentException with one line if it is an address
    public DnsReport report(Domain domain, Set<RecordKind> without, Instant now) {
        if (domain.isLiteral()) {
            throw new IllegalArgumentException("an address has no records");
        }
        var inquiry = new Inquiry(domain, host, dns.within(TIME), now);
        var records = new ArrayList<RecordCheck>();
        Arrays.stream(RecordKind.values())
                .filter(kind -> !without.contains(kind))
                .forEach(kind -> records.addAll(check(kind, inquiry)));
        return new DnsReport(domain.name(), host.hostname(), records, policy(inquiry));
    }

    /// Compares the record of one key.
    public RecordCheck check(StoredKey key) {
        return DkimRecords.compare(key, keys.record(key), dns.within(TIME));
    }

    private List<RecordCheck> check(RecordKind kind, Inquiry inquiry) {
        return switch (kind) {
            case MX -> new HostRecords(inquiry).exchangers();
            case HOST -> new HostRecords(inquiry).addresses();
            case PTR -> new HostRecords(inquiry).names();
            case SPF -> new SpfRecords(inquiry).check();
            case DKIM -> new DkimRecords(inquiry, keys).check();
            case DMARC -> new DmarcRecords(inquiry).check();
            case MTA_STS -> new TransportRecords(inquiry).policies();
            case TLS_RPT -> new TransportRecords(inquiry).reports();
            case TLSA -> new TlsaRecords(inquiry).check();
            case SRV -> services(inquiry);
        };
    }

    private static List<RecordCheck> services(Inquiry inquiry) {
        return inquiry.host().services().stream()
                .map(service ->
                        RecordCheck.missing(
                                        RecordKind.SRV,
                                        inquiry.below("_%s._tcp".formatted(service.name())),
                                        "SRV",
                                        List.of(
                                                "0 1 %d %s."
                                                        .formatted(
                                                                service.port(),
                                                                inquiry.host().hostname())))
                                .optional("for mail programs; not asked for"))
                .toList();
    }

    /// Names every server that mail goes to; begins without demanding anything.
    private static DnsReport.PolicyFile policy(Inquiry inquiry) {
        var servers = new TreeSet<String>();
        servers.add(inquiry.host().hostname().toLowerCase(Locale.ROOT));
        inquiry.dns().exchangers(inquiry.domain().name()).values().stream()
                .map(MailExchanger::host)
                .filter(name -> !name.isEmpty())
                .forEach(name -> servers.add(name.toLowerCase(Locale.ROOT)));
        var content = new StringBuilder("version: STSv1\nmode: testing\n");
        servers.forEach(server -> content.append("mx: ").append(server).append('\n'));
        content.append("max_age: ").append(POLICY_AGE.toSeconds()).append('\n');
        return new DnsReport.PolicyFile(
                "https://mta-sts.%s/.well-known/mta-sts.txt".formatted(inquiry.domain()),
                content.toString());
    }
}
