package io.staffetta.remote.dns;

import java.net.Inet4Address;
import java.net.InetAddress;

/// Which addresses of a server are used.
public enum AddressFamily {
    /// Both.
    ANY,
    /// IPv4 only.
    IPV4,
    /// IPv6 only.
    IPV6;

    /// Whether an address may be used.
    public boolean includes(InetAddress address) {
        return switch (this) {
            case ANY -> true;
            case IPV4 -> address instanceof Inet4Address;
            case IPV6 -> !(address instanceof Inet4Address);
        };
    }
}
