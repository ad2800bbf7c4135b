package io.staffetta.remote.dns;

import java.net.InetAddress;
import java.util.List;

/// A server that takes mail for a destination.
///
/// @param name its host name, lower-case A-labels, without a dot at the end; an address in brackets
///   if it has no name
/// @param port 1 to 65535
/// @param preference of its MX record, lower first; 0 without one
/// @param mx whether it was learnt from an MX record
/// @param addresses in the order to try, IPv6 and IPv4 in turn (RFC 8305 §4); at least one
public record MailHost(
        String name, int port, int preference, boolean mx, List<InetAddress> addresses) {
    public MailHost {
        addresses = List.copyOf(addresses);
    }
}
