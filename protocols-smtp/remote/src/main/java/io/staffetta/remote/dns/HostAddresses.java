package io.staffetta.remote.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What DNS says of the addresses of a host.
///
/// @param addresses all there are, IPv6 and IPv4 in turn
/// @param exists whether the name exists, perhaps without addresses
/// @param trouble what could not be found out, if anything
record HostAddresses(List<InetAddress> addresses, boolean exists, Optional<String> trouble) {
    HostAddresses {
        addresses = List.copyOf(addresses);
    }

    /// Addresses that need no looking up.
    static HostAddresses of(List<InetAddress> addresses) {
        return new HostAddresses(inTurn(addresses), true, Optional.empty());
    }

    /// IPv6 first, then IPv4 and IPv6 in turn while there are both (RFC 8305 §4).
    static List<InetAddress> inTurn(List<InetAddress> addresses) {
        var four = addresses.stream().filter(Inet4Address.class::isInstance).toList();
        var six = addresses.stream().filter(a -> !(a instanceof Inet4Address)).toList();
        var out = new ArrayList<InetAddress>(addresses.size());
        for (int i = 0; i < Math.max(four.size(), six.size()); i++) {
            if (i < six.size()) {
                out.add(six.get(i));
            }
            if (i < four.size()) {
                out.add(four.get(i));
            }
        }
        return out;
    }
}
