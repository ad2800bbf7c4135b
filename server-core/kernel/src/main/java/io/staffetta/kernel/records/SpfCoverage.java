package io.staffetta.kernel.records;

import io.staffetta.spi.Network;
import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether an SPF record allows an address, as far as that can be told without a message: macros,
/// `exists` and `ptr` are not looked into. For advice only; mail is judged elsewhere.
final class SpfCoverage {

    /// What came of it.
    enum Answer {
        ALLOWED,
        REFUSED,
        UNKNOWN
    }

    /// RFC 7208 §4.6.4.
    private static final int MAX_LOOKUPS = 10;

    private static final int MAX_EXCHANGERS = 10;

    /// Name, domain, prefix length for IPv4, for IPv6.
    private static final Pattern MECHANISM =
            Pattern.compile("([a-z0-9]+)(?::([^/\\s]+))?(?:/(\\d{1,3}))?(?://(\\d{1,3}))?");

    private final Dns dns;
    private int lookups;

    SpfCoverage(Dns dns) {
        this.dns = dns;
    }

    Answer of(String record, String domain, InetAddress address) {
        var redirect = "";
        for (var term :
                record.toLowerCase(Locale.ROOT).substring(SpfRecords.START.length()).split(" ")) {
            if (term.startsWith("redirect=")) {
                redirect = term.substring("redirect=".length());
            } else if (!term.isBlank() && !isModifier(term)) {
                boolean qualified = "+-~?".indexOf(term.charAt(0)) >= 0;
                var match = match(qualified ? term.substring(1) : term, domain, address);
                if (match == Answer.UNKNOWN) {
                    return match;
                }
                if (match == Answer.ALLOWED) {
                    return qualified && term.charAt(0) != '+' ? Answer.REFUSED : Answer.ALLOWED;
                }
            }
        }
        return redirect.isEmpty() ? Answer.REFUSED : included(redirect, address);
    }

    /// `ALLOWED` if it matches, `REFUSED` if not.
    private Answer match(String term, String domain, InetAddress address) {
        var parts = MECHANISM.matcher(term);
        if (term.startsWith("ip4:") || term.startsWith("ip6:")) {
            return answer(isIn(term.substring(4), address));
        }
        if (term.contains("%") || !parts.matches()) {
            return Answer.UNKNOWN;
        }
        var target = parts.group(2) == null ? domain : parts.group(2);
        boolean ipv4 = address instanceof Inet4Address;
        var length = parts.group(ipv4 ? 3 : 4);
        int prefix = length == null ? 8 * address.getAddress().length : Integer.parseInt(length);
        return switch (parts.group(1)) {
            case "all" -> Answer.ALLOWED;
            case "a" -> ++lookups > MAX_LOOKUPS ? Answer.REFUSED : hosts(target, address, prefix);
            case "mx" -> exchangers(target, address, prefix);
            case "include" -> included(target, address);
            default -> Answer.UNKNOWN;
        };
    }

    private Answer included(String domain, InetAddress address) {
        if (++lookups > MAX_LOOKUPS) {
            return Answer.REFUSED;
        }
        var answer = dns.text(domain);
        var records = Inquiry.beginningWith(SpfRecords.START, answer);
        if (answer.isFailed() || domain.contains("%")) {
            return Answer.UNKNOWN;
        }
        return records.size() == 1 ? of(records.getFirst(), domain, address) : Answer.REFUSED;
    }

    private Answer exchangers(String domain, InetAddress address, int prefix) {
        if (++lookups > MAX_LOOKUPS) {
            return Answer.REFUSED;
        }
        var answer = dns.exchangers(domain);
        var result = answer.isFailed() ? Answer.UNKNOWN : Answer.REFUSED;
        for (var exchanger : answer.values().stream().limit(MAX_EXCHANGERS).toList()) {
            switch (hosts(exchanger.host(), address, prefix)) {
                case ALLOWED -> {
                    return Answer.ALLOWED;
                }
                case UNKNOWN -> result = Answer.UNKNOWN;
                case REFUSED -> {}
            }
        }
        return result;
    }

    private Answer hosts(String name, InetAddress address, int prefix) {
        DnsAnswer<InetAddress> answer =
                address instanceof Inet4Address ? dns.ipv4(name) : dns.ipv6(name);
        int bits = Math.min(prefix, 8 * address.getAddress().length);
        return answer.isFailed()
                ? Answer.UNKNOWN
                : answer(
                        answer.values().stream()
                                .anyMatch(one -> Network.of(one, bits).contains(address)));
    }

    private static boolean isIn(String network, InetAddress address) {
        try {
            // Host bits may be set in SPF.
            int slash = network.indexOf('/');
            var base = Network.parse(slash < 0 ? network : network.substring(0, slash)).base();
            int prefix =
                    slash < 0
                            ? 8 * base.getAddress().length
                            : Integer.parseInt(network.substring(slash + 1));
            return Network.of(base, prefix).contains(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isModifier(String term) {
        int equals = term.indexOf('=');
        int colon = term.indexOf(':');
        return equals > 0 && (colon < 0 || equals < colon);
    }

    private static Answer answer(boolean matches) {
        return matches ? Answer.ALLOWED : Answer.REFUSED;
    }
}
