package io.staffetta.tls.outbound.dane;

import io.staffetta.dns.Deadline;
import io.staffetta.tls.outbound.dane.dns.DnsFailure;
import io.staffetta.tls.outbound.dane.dns.SecureDns;
import io.staffetta.tls.outbound.dane.tlsa.Tlsa;
import io.staffetta.tls.outbound.dane.tlsa.TlsaRecords;

import org.xbill.DNS.Name;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// Finds the TLSA records of a host (RFC 7672 §2.2.2).
///
/// @param deadline for all questions
record TlsaSearch(SecureDns dns, int port, Deadline deadline) {

    /// The records of the name that the host's aliases lead to, else of the host.
    ///
    /// @param known names that led to the host, securely
    /// @return never a stranger
    /// @throws DnsFailure if it cannot be found out now
    Finding find(String host, String... known) throws DnsFailure, InterruptedException {
        Name name;
        try {
            name = name(host);
        } catch (TextParseException e) {
            return new Finding.Nothing(host + " cannot be a name in DNS");
        }
        // Name servers that break on questions for TLSA are rarely those of signed zones, so nobody
        // else is asked for any.
        var bases = bases(name);
        if (bases.isEmpty()) {
            return new Finding.Nothing("the address of " + host + " is not signed");
        }
        for (var base : bases) {
            var records = records(base);
            if (!records.all().isEmpty()) {
                var names = new HashSet<>(List.of(known));
                names.add(host);
                names.add(text(base));
                return new Finding.Published(records, text(base), names);
            }
        }
        return new Finding.Nothing(host + " has no signed TLSA record for port " + port, true);
    }

    static Name name(String host) throws TextParseException {
        return Name.fromString(host, Name.root);
    }

    static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    /// Names that may have TLSA records, best first; none if the address is not signed. An alias
    /// that is signed may lead out of what is signed: then only its own name will do.
    private List<Name> bases(Name host) throws DnsFailure, InterruptedException {
        var address = dns.ask(host, Type.A, deadline);
        if (address.secure()) {
            return address.end().equals(host) ? List.of(host) : List.of(address.end(), host);
        }
        boolean signedAlias =
                !address.end().equals(host) && dns.ask(host, Type.CNAME, deadline).secure();
        return signedAlias ? List.of(host) : List.of();
    }

    private TlsaRecords records(Name base) throws DnsFailure, InterruptedException {
        var found = new ArrayList<Tlsa>();
        var owner = "_%d._tcp.%s".formatted(port, text(base));
        try {
            var answer = dns.ask(Name.fromString("_" + port + "._tcp", base), Type.TLSA, deadline);
            if (answer.secure()) {
                answer.records().forEach(record -> found.add(Tlsa.of((TLSARecord) record)));
            }
        } catch (TextParseException e) {
            // Too long a name to have such records.
            return new TlsaRecords(owner, List.of());
        }
        return new TlsaRecords(owner, found);
    }
}
