package io.staffetta.spf;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;
import io.staffetta.spi.dns.MailExchanger;
import io.staffetta.spi.dns.TlsAssociation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// The DNS of a case: records in the order written, names of any characters, names that fail.
/// Writes down what was asked.
final class CaseZone implements Dns {

    private record Entry(String owner, String type, String data) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    /// Adds a record; the type `FAIL` makes all questions for the name fail.
    CaseZone add(String owner, String type, String data) {
        entries.add(new Entry(owner.toLowerCase(Locale.ROOT), type, data));
        return this;
    }

    /// What was asked so far, as `name type`.
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public DnsAnswer<InetAddress> ipv4(String name) {
        return answer(name, "A", InetAddress::ofLiteral);
    }

    @Override
    public DnsAnswer<InetAddress> ipv6(String name) {
        return answer(name, "AAAA", InetAddress::ofLiteral);
    }

    @Override
    public DnsAnswer<String> text(String name) {
        return answer(name, "TXT", data -> data);
    }

    @Override
    public DnsAnswer<MailExchanger> exchangers(String name) {
        return answer(
                name,
                "MX",
                data -> {
                    var parts = data.split(" ", 2);
                    var host = parts[1].equals(".") ? "" : parts[1];
                    return new MailExchanger(Integer.parseInt(parts[0]), host);
                });
    }

    @Override
    public DnsAnswer<String> pointers(String name) {
        return answer(name, "PTR", data -> data);
    }

    @Override
    public DnsAnswer<TlsAssociation> tlsAssociations(String name) {
        throw new UnsupportedOperationException("SPF does not ask for TLSA");
    }

    @Override
    public Dns within(Duration time) {
        return this;
    }

    private <T> DnsAnswer<T> answer(String name, String type, Function<String, T> reader) {
        asked.add(name + " " + type);
        var owner = name.toLowerCase(Locale.ROOT);
        if (of(owner, "FAIL").findAny().isPresent()) {
            return new DnsAnswer.Failed<>("nobody answers");
        }
        var found = of(owner, type).map(entry -> reader.apply(entry.data())).toList();
        if (!found.isEmpty()) {
            return new DnsAnswer.Found<>(found);
        }
        boolean exists =
                entries.stream()
                        .anyMatch(entry ->
                                entry.owner().equals(owner) || entry.owner().endsWith("." + owner));
        return exists ? new DnsAnswer.NoData<>() : new DnsAnswer.NoSuchName<>();
    }

    private Stream<Entry> of(String owner, String type) {
        return entries.stream()
                .filter(entry -> entry.owner().equals(owner) && entry.type().equals(type));
    }
}
