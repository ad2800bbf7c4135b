package io.staffetta.spf;

import io.staffetta.spi.Network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/// What a client is compared with (RFC 7208 §5).
sealed interface Mechanism {

    /// RFC 7208 §5.1.
    record All() implements Mechanism {}

    /// RFC 7208 §5.2.
    record Include(MacroString domain) implements Mechanism {}

    /// RFC 7208 §5.3; without domain it is about the domain of the record.
    record Address(Optional<MacroString> domain, Prefixes prefixes) implements Mechanism {}

    /// RFC 7208 §5.4.
    record Exchangers(Optional<MacroString> domain, Prefixes prefixes) implements Mechanism {}

    /// RFC 7208 §5.5.
    record Pointers(Optional<MacroString> domain) implements Mechanism {}

    /// RFC 7208 §5.6.
    ///
    /// @param network empty where no client can be: IPv4 written as IPv6 (§5)
    record Literal(Optional<Network> network) implements Mechanism {}

    /// RFC 7208 §5.7.
    record Exists(MacroString domain) implements Mechanism {}

    /// How much of an address counts.
    record Prefixes(int ipv4, int ipv6) {

        static final Prefixes WHOLE = new Prefixes(32, 128);

        boolean match(InetAddress wanted, InetAddress client) {
            int bits = wanted instanceof Inet4Address ? ipv4 : ipv6;
            return Network.of(wanted, bits).contains(client);
        }
    }
}
