package io.staffetta.kernel.records;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A DNS that knows what it is told.
public final class TableDns implements Dns {

    private final Map<String, List<String>> records = new HashMap<>();
    private final Set<String> failing = new HashSet<>();

    /// Adds a record.
    ///
    /// @param data as in a zone file, though names and texts as they are
    public TableDns add(String name, String type, String data) {
        records.computeIfAbsent(type + " " + name, _ -> new ArrayList<>()).add(data);
        return this;
    }

    TableDns remove(String name, String type) {
        records.remove(type + " " + name);
        return this;
    }

    TableDns fail(String name) {
        failing.add(name);
        return this;
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String name) {
        return ask(name, "A", InetAddress::ofLiteral);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String name) {
        return ask(name, "AAAA", InetAddress::ofLiteral);
    }

    @Override
    public DnsAnswer<String> text(String name) {
        return ask(name, "TXT", text -> text);
    }

    @Override
    public DnsAnswer<MailExchanger> exchangers(String name) {
        return ask(
                name,
                "MX",
                text -> {
                    int space = text.indexOf(' ');
                    return new MailExchanger(
                            Integer.parseInt(text.substring(0, space)), text.substring(space + 1));
                });
    }

    @Override
    public DnsAnswer<String> pointers(String name) {
        return ask(name, "PTR", text -> text);
    }

    @Override
    public DnsAnswer<TlsAssociation> tlsAssociations(String name) {
        return ask(
                name,
                "TLSA",
                text -> {
                    var words = text.split(" ");
                    return new TlsAssociation(
                            Integer.parseInt(words[0]),
                            Integer.parseInt(words[1]),
                            Integer.parseInt(words[2]),
                            words[3]);
                });
    }

    @Override
    public Dns within(Duration time) {
        return this;
    }

    private <T> DnsAnswer<T> ask(String name, String type, Function<String, T> read) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (failing.contains(lower)) {
            return new DnsAnswer.Failed<>("SERVFAIL for " + lower);
        }
        var found = records.getOrDefault(type + " " + lower, List.of());
        return found.isEmpty()
                ? new DnsAnswer.NoData<>()
                : new DnsAnswer.Found<>(found.stream().map(read).toList());
    }
}
