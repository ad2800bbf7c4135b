package io.staffetta.remote.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Which addresses a stranger may send us to. Whoever owns a domain writes its MX records: they
/// must not lead to services that trust this machine, nor to the neighbours on its link.
final class Reachable {

    private Reachable() {}

    /// Whether an address means the same host wherever it is used, within a site at least.
    static boolean isOrdinary(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && (address instanceof Inet4Address
                        ? isOrdinary(address.getAddress())
                        : !leadsToIpv4(address.getAddress()));
    }

    /// Not "this network" 0.0.0.0/8, and nothing from 240.0.0.0 up, which ends with the broadcast.
    private static boolean isOrdinary(byte[] four) {
        int first = Byte.toUnsignedInt(four[0]);
        return first != 0 && first < 240;
    }

    /// `::/96`: IPv4 addresses in disguise, of no use in DNS. Java itself unwraps `::ffff:0:0/96`.
    private static boolean leadsToIpv4(byte[] six) {
        return Arrays.equals(six, 0, 12, new byte[12], 0, 12);
    }
}
