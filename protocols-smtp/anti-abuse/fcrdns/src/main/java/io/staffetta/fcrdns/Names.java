package io.staffetta.fcrdns;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Looks for the name of an address that leads back to it (RFC 8601 §2.7.3).
///
/// @param max how many names are looked at
record Names(Dns dns, int max) {

    /// What a host may be called. The names come from whoever runs the reverse zone.
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]{1,253}");

    /// What came out.
    sealed interface Result {
        /// This name leads back.
        record Confirmed(String name) implements Result {}

        /// None of these does.
        record Unconfirmed(List<String> names) implements Result {}

        /// There is no name.
        record NoName() implements Result {}

        /// Nobody knows.
        record Unknown(String reason) implements Result {}
    }

    Result of(InetAddress client) {
        return switch (dns.pointers(client)) {
            case DnsAnswer.Failed<String>(var reason) -> new Result.Unknown(reason);
            case DnsAnswer.NoData<String> _, DnsAnswer.NoSuchName<String> _ -> new Result.NoName();
            case DnsAnswer.Found<String>(var names) -> confirm(client, names);
        };
    }

    private Result confirm(InetAddress client, List<String> claimed) {
        var names =
                claimed.stream()
                        .filter(name -> HOST.matcher(name).matches())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .sorted()
                        .limit(max)
                        .toList();
        var unknown = "";
        for (var name : names) {
            var answer = client instanceof Inet4Address ? dns.ipv4(name) : dns.ipv6(name);
            if (answer.values().contains(client)) {
                return new Result.Confirmed(name);
            }
            if (answer instanceof DnsAnswer.Failed<InetAddress>(var reason)) {
                unknown = reason;
            }
        }
        return unknown.isEmpty() ? new Result.Unconfirmed(names) : new Result.Unknown(unknown);
    }
}
