package io.staffetta.spf;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;

/// The questions of one check, counted (RFC 7208 §4.6.4).
final class Lookups {

    private final Dns dns;
    private final SpfLimits limits;
    private int terms;
    private int voids;

    Lookups(Dns dns, SpfLimits limits) {
        this.dns = dns.within(limits.time());
        this.limits = limits;
    }

    /// Counts a term that asks the DNS.
    void term() throws Undecided {
        if (++terms > limits.lookups()) {
            throw Undecided.permerror("more than %d DNS lookups".formatted(limits.lookups()));
        }
    }

    /// The records a policy is looked for in. That there are none is no void lookup, for the check
    /// ends there.
    List<String> policies(String domain) throws Undecided {
        return known(dns.text(domain), domain);
    }

    /// The addresses of a name, of the client's kind.
    List<InetAddress> addresses(String name, InetAddress client) throws Undecided {
        return counted(ask(name, client), name);
    }

    /// Whether there is an address of type A.
    boolean exists(String name) throws Undecided {
        return !counted(isAscii(name) ? dns.ipv4(name) : nothing(), name).isEmpty();
    }

    /// The hosts that receive mail, the best first.
    List<String> exchangers(String domain) throws Undecided {
        var found = counted(isAscii(domain) ? dns.exchangers(domain) : nothing(), domain);
        if (found.size() > limits.names()) {
            throw Undecided.permerror(
                    "%s has more than %d MX records".formatted(domain, limits.names()));
        }
        return found.stream()
                .sorted(Comparator.comparingInt(MailExchanger::preference))
                .map(MailExchanger::host)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    /// The names the client claims, as many as may be looked at. It is the client that decides what
    /// is found here, so neither a failure nor a void answer may spoil the check (RFC 7208 §5.5).
    List<String> names(InetAddress client) {
        return dns.pointers(client).values().stream().limit(limits.names()).toList();
    }

    /// Whether a name the client claims is its own.
    boolean isName(String name, InetAddress client) {
        return ask(name, client).values().contains(client);
    }

    /// Where an explanation is to be; whatever is wrong, there is none (RFC 7208 §6.2).
    List<String> explanations(String name) {
        return isAscii(name) ? dns.text(name).values() : List.of();
    }

    private DnsAnswer<InetAddress> ask(String name, InetAddress client) {
        if (!isAscii(name)) {
            return nothing();
        }
        return client instanceof Inet4Address ? dns.ipv4(name) : dns.ipv6(name);
    }

    private <T> List<T> counted(DnsAnswer<T> answer, String name) throws Undecided {
        var values = known(answer, name);
        if (values.isEmpty() && ++voids > limits.voidLookups()) {
            throw Undecided.permerror(
                    "more than %d DNS lookups without an answer".formatted(limits.voidLookups()));
        }
        return values;
    }

    private static <T> List<T> known(DnsAnswer<T> answer, String name) throws Undecided {
        if (answer instanceof DnsAnswer.Failed<T>(var reason)) {
            throw Undecided.temperror("DNS lookup of " + name + " failed: " + reason);
        }
        return answer.values();
    }

    private static <T> DnsAnswer<T> nothing() {
        return new DnsAnswer.NoSuchName<>();
    }

    /// A local part beyond ASCII matches nothing (RFC 8616 §4).
    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }
}
