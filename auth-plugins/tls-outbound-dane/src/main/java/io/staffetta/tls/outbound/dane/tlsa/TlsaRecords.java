package io.staffetta.tls.outbound.dane.tlsa;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// What a server published of its certificate. Equal whatever the order in which DNS gave it.
///
/// @param owner such as `_25._tcp.mx.example.org`
/// @param all each once, by usage, selector and matching type
public record TlsaRecords(String owner, List<Tlsa> all) {

    private static final Comparator<Tlsa> ORDER =
            Comparator.comparingInt(Tlsa::usage)
                    .thenComparingInt(Tlsa::selector)
                    .thenComparingInt(Tlsa::matching)
                    .thenComparing(Tlsa::data);

    public TlsaRecords {
        all = all.stream().distinct().sorted(ORDER).toList();
    }

    /// Those that count: of each usage and selector the ones with the strongest digest, and those
    /// with none (RFC 7671 §9).
    public List<Tlsa> usable() {
        var known = all.stream().filter(Tlsa::isUsable).toList();
        return known.stream()
                .filter(record ->
                        record.matching() == Matching.FULL.number()
                                || known.stream().noneMatch(other -> isStronger(other, record)))
                .toList();
    }

    /// In presentation format.
    public List<String> lines() {
        return all.stream().map(Objects::toString).toList();
    }

    private static boolean isStronger(Tlsa one, Tlsa other) {
        return one.usage() == other.usage()
                && one.selector() == other.selector()
                && one.matching() > other.matching();
    }
}
