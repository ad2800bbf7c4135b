package io.staffetta.spi.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The server's own resolver: asks the servers of `<dns>`, with one cache for all plugins.
/// Injected; used by many threads.
///
/// Questions block, at most for the `deadline` of `<dns>`, and end early if the thread is
/// interrupted. No answer is ever an exception: what is not a domain name does not exist, and
/// whatever else goes wrong is [DnsAnswer.Failed]. An answer has at most the number of records that
/// `<dns>` allows, and aliases (CNAME) are followed as far as it says.
///
/// Names are absolute, with or without the final dot, in ASCII (A-labels).
public interface Dns {

    /// Addresses of type A.
    DnsAnswer<InetAddress> ipv4(String name);

    /// Addresses of type A of several names, which are asked for at once as far as the resolver
    /// can.
    ///
    /// @return an answer for each name
    default Map<String, DnsAnswer<InetAddress>> ipv4(Collection<String> names) {
        var answers = new HashMap<String, DnsAnswer<InetAddress>>();
        names.forEach(name -> answers.computeIfAbsent(name, this::ipv4));
        return answers;
    }

    /// Addresses of type AAAA.
    DnsAnswer<InetAddress> ipv6(String name);

    /// Records of type TXT: the strings of each record joined without anything between them (RFC
    /// 7208 §3.3), every octet a character below 256.
    DnsAnswer<String> text(String name);

    /// Records of type MX, including a null MX (RFC 7505).
    DnsAnswer<MailExchanger> exchangers(String name);

    /// Records of type PTR, without final dots.
    ///
    /// @param name as [ReverseName] makes it
    DnsAnswer<String> pointers(String name);

    /// Records of type TLSA. Nobody promises that they were signed.
    DnsAnswer<TlsAssociation> tlsAssociations(String name);

    /// The names an address claims to have.
    default DnsAnswer<String> pointers(InetAddress address) {
        return pointers(ReverseName.of(address));
    }

    /// This resolver, whose questions must all together be over in that time from now; afterwards
    /// each fails at once.
    ///
    /// @param time more than zero
    Dns within(Duration time);
}
