package io.staffetta.kernel.records;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.mail.Domain;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is asked about.
///
/// @param domain no address literal
/// @param host the server
/// @param dns whom to ask
/// @param now the time
record Inquiry(Domain domain, HostFacts host, Dns dns, Instant now) {

    /// A name below the domain.
    String below(String labels) {
        return labels + "." + domain;
    }

    /// The addresses that the name of the server has in the DNS.
    List<InetAddress> publishedAddresses() {
        var addresses = new ArrayList<>(dns.ipv4(host.hostname()).values());
        addresses.addAll(dns.ipv6(host.hostname()).values());
        return addresses;
    }

    /// The texts of a name that begin like this; what else is published there is somebody else's.
    static List<String> beginningWith(String start, DnsAnswer<String> answer) {
        return answer.values().stream()
                .filter(text -> text.regionMatches(true, 0, start, 0, start.length()))
                .filter(text ->
                        text.length() == start.length()
                                || " ;\t".indexOf(text.charAt(start.length())) >= 0)
                .toList();
    }
}
