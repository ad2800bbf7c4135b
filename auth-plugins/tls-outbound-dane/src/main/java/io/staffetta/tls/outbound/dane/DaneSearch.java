package io.staffetta.tls.outbound.dane;

import io.staffetta.dns.Deadline;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.tls.outbound.dane.dns.DnsFailure;
import io.staffetta.tls.outbound.dane.dns.Resolution;
import io.staffetta.tls.outbound.dane.dns.SecureDns;

import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.util.List;
import java.util.Set;

/// Finds out whether DANE is for a next hop (RFC 7672 §2.2). Whoever chose the next hop may have
/// believed DNS answers that were forged; the answers here are proven.
final class DaneSearch {

    /// Ports on which nobody is found by MX records.
    private static final Set<Integer> SUBMISSION = Set.of(465, 587);

    /// Of servers that are asked about on behalf of a stranger.
    private static final int MOST_EXCHANGERS = 20;

    private final SecureDns dns;
    private final NextHop hop;
    private final Deadline deadline;
    private final TlsaSearch tlsa;

    DaneSearch(SecureDns dns, NextHop hop, Deadline deadline) {
        this.dns = dns;
        this.hop = hop;
        this.deadline = deadline;
        tlsa = new TlsaSearch(dns, hop.port(), deadline);
    }

    /// Blocks.
    ///
    /// @throws DnsFailure if it cannot be found out now
    Finding find() throws DnsFailure, InterruptedException {
        if (hop.host().startsWith("[")) {
            return new Finding.Nothing(hop.host() + " is an address");
        }
        if (hop.host().equals("localhost") || hop.host().endsWith(".localhost")) {
            return new Finding.Nothing(hop.host() + " is this machine");
        }
        try {
            var destination = TlsaSearch.name(hop.destination());
            return hop.mx() ? ofExchanger(destination) : ofHost(destination);
        } catch (TextParseException e) {
            return new Finding.Nothing(hop.destination() + " cannot be a name in DNS");
        }
    }

    private Finding ofExchanger(Name destination) throws DnsFailure, InterruptedException {
        var exchangers = dns.ask(destination, Type.MX, deadline);
        if (exchangers.secure() && !hosts(exchangers).contains(hop.host())) {
            exchangers = dns.askAnew(destination, Type.MX, deadline);
        }
        if (!exchangers.secure()) {
            return new Finding.Nothing(
                    "the MX records of " + hop.destination() + " are not signed");
        }
        if (!hosts(exchangers).contains(hop.host())) {
            return stranger(exchangers);
        }
        return tlsa.find(hop.host(), hop.destination(), TlsaSearch.text(exchangers.end()));
    }

    /// The host of a route, or a domain without MX records: which of them, only whoever chose it
    /// knows. Without MX records is what a domain seems to be if someone drops them.
    private Finding ofHost(Name destination) throws DnsFailure, InterruptedException {
        var finding = tlsa.find(hop.host());
        boolean mayBeDomain =
                hop.host().equals(hop.destination()) && !SUBMISSION.contains(hop.port());
        if (finding instanceof Finding.Nothing(_, boolean signed) && signed && mayBeDomain) {
            var exchangers = dns.ask(destination, Type.MX, deadline);
            if (stranger(exchangers) instanceof Finding.Stranger stranger) {
                return stranger;
            }
        }
        return finding;
    }

    /// The destination proves that this is none of its servers. That must not be a way around DANE
    /// for one whose servers have it; others lose nothing.
    private Finding stranger(Resolution exchangers) throws DnsFailure, InterruptedException {
        if (exchangers.secure()) {
            for (var host : hosts(exchangers).stream().limit(MOST_EXCHANGERS).toList()) {
                if (!host.equals(hop.host())
                        && tlsa.find(host) instanceof Finding.Published published) {
                    return new Finding.Stranger(
                            "%s is not among the signed MX records of %s, whose server %s has TLSA records"
                                    .formatted(hop.host(), hop.destination(), published.base()));
                }
            }
        }
        return new Finding.Nothing(
                hop.host() + " is not among the signed MX records of " + hop.destination(), true);
    }

    private static List<String> hosts(Resolution exchangers) {
        return exchangers.records().stream()
                .filter(MXRecord.class::isInstance)
                .map(record -> ((MXRecord) record).getTarget())
                .filter(target -> !target.equals(Name.root))
                .map(TlsaSearch::text)
                .distinct()
                .sorted()
                .toList();
    }
}
