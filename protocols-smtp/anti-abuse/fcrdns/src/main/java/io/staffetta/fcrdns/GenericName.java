package io.staffetta.fcrdns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Names that providers give to lines of customers, such as `dsl-192-0-2-7.pool.example.net`.
final class GenericName {

    private static final Set<String> WORDS =
            Set.of(
                    "dyn",
                    "dynamic",
                    "dynip",
                    "dhcp",
                    "dsl",
                    "adsl",
                    "vdsl",
                    "xdsl",
                    "ppp",
                    "pppoe",
                    "dial",
                    "dialup",
                    "dialin",
                    "pool",
                    "pools",
                    "cable",
                    "broadband",
                    "customer",
                    "customers",
                    "residential",
                    "wireless",
                    "unassigned");

    private GenericName() {}

    /// @param name in lower case
    static boolean is(String name, InetAddress client) {
        var labels = List.of(name.split("\\."));
        // The domain itself may be called as it likes.
        var host = String.join(".", labels.subList(0, Math.max(labels.size() - 2, 0)));
        return Arrays.stream(host.split("[^a-z]+")).anyMatch(WORDS::contains)
                || hasAddress(host, client);
    }

    /// The last two octets side by side in any order, or the whole address in hexadecimal.
    private static boolean hasAddress(String host, InetAddress client) {
        var octets = client.getAddress();
        if (!(client instanceof Inet4Address)) {
            var groups = HexFormat.of().formatHex(octets);
            return host.replaceAll("[^0-9a-f]", "").contains(groups.substring(16));
        }
        if (host.contains(HexFormat.of().formatHex(octets))) {
            return true;
        }
        var numbers =
                Arrays.stream(host.split("[^0-9]+"))
                        .filter(run -> !run.isEmpty() && run.length() <= 3)
                        .map(Integer::valueOf)
                        .toList();
        int third = Byte.toUnsignedInt(octets[2]);
        int fourth = Byte.toUnsignedInt(octets[3]);
        for (int i = 1; i < numbers.size(); i++) {
            var pair = List.of(numbers.get(i - 1), numbers.get(i));
            if (pair.equals(List.of(third, fourth)) || pair.equals(List.of(fourth, third))) {
                return true;
            }
        }
        return false;
    }
}
