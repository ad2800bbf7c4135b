package io.staffetta.kernel.session;

import io.staffetta.spi.Network;

import java.net.Inet6Address;
import java.net.InetAddress;

/// From where a client comes, as failed logins are counted.
///
/// @param client its IPv4 address, or the IPv6 /64: who has an address there usually has all of it
/// @param network the IPv4 /24 or IPv6 /48 around it
record ClientPlace(String client, String network) {

    static ClientPlace of(InetAddress address) {
        boolean v6 = address instanceof Inet6Address;
        return new ClientPlace(
                Network.of(address, v6 ? 64 : 32).toString(),
                Network.of(address, v6 ? 48 : 24).toString());
    }
}
