package io.staffetta.dnsbl;

import io.staffetta.dnsbl.ListSettings.Subject;
import io.staffetta.dnsbl.ListSettings.Trust;
import io.staffetta.spi.Network;
import io.staffetta.spi.dns.DnsAnswer;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// A list of the DNS (RFC 5782).
///
/// @param filters the return codes that count; empty for the usual ones
record DnsList(
        String zone,
        String name,
        Subject of,
        List<CodeFilter> filters,
        int weight,
        Optional<Trust> trust) {

    /// RFC 5782 §2.1: codes lie in here; who answers with anything else is no list (any more).
    private static final Network CODES = Network.parse("127.0.0.0/8");

    /// "Your question is the error": over the limit, by a public resolver, misspelt zone.
    private static final Network ERRORS = Network.parse("127.255.255.0/24");

    /// RFC 5782 §5: must not be listed. As a code it means "blocked" on some lists.
    private static final Network SELF = Network.parse("127.0.0.1");

    /// What a list says.
    sealed interface Reading {
        /// It is on the list.
        record Listed(List<InetAddress> codes) implements Reading {}

        /// It is not.
        record NotListed() implements Reading {}

        /// Nobody knows.
        record Unknown(String reason) implements Reading {}
    }

    static DnsList of(ListSettings settings) {
        return new DnsList(
                settings.zone().name(),
                settings.name().orElseThrow(),
                settings.of(),
                settings.codes().stream().map(CodeFilter::parse).toList(),
                settings.weight().orElseThrow(),
                settings.trust());
    }

    /// The name to ask.
    String question(String labels) {
        return labels + "." + zone;
    }

    Reading read(DnsAnswer<InetAddress> answer) {
        return switch (answer) {
            case DnsAnswer.Failed<InetAddress> _ -> new Reading.Unknown("the DNS gives no answer");
            case DnsAnswer.NoData<InetAddress> _, DnsAnswer.NoSuchName<InetAddress> _ ->
                    new Reading.NotListed();
            case DnsAnswer.Found<InetAddress>(var codes) -> read(codes);
        };
    }

    private Reading read(List<InetAddress> codes) {
        for (var code : codes) {
            if (!CODES.contains(code)) {
                return new Reading.Unknown(
                        "it answers with " + code.getHostAddress() + ", which no list does");
            }
            if (ERRORS.contains(code)) {
                return new Reading.Unknown(
                        "it refuses to answer: " + code.getHostAddress() + ", see its manual");
            }
        }
        var counting = codes.stream().filter(this::counts).toList();
        return counting.isEmpty() ? new Reading.NotListed() : new Reading.Listed(counting);
    }

    private boolean counts(InetAddress code) {
        return filters.isEmpty()
                ? !SELF.contains(code)
                : filters.stream().anyMatch(filter -> filter.matches(code));
    }
}
