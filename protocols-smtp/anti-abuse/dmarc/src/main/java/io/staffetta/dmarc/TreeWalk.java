package io.staffetta.dmarc;

import io.staffetta.spi.dns.Dns;
import io.staffetta.spi.dns.DnsAnswer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The DNS Tree Walk (RFC 9989 §4.10): at most eight questions for a name. Each name is asked for
/// once in the life of this object, which is that of one message.
final class TreeWalk {

    private static final int LONGEST_PARENT = 7;

    private final Dns dns;
    private final Map<String, Optional<PolicyRecord>> known = new HashMap<>();

    TreeWalk(Dns dns) {
        this.dns = dns;
    }

    /// The names a walk looks at, from the longest on.
    static List<String> targets(String domain) {
        var labels = labels(domain);
        var out = new ArrayList<String>();
        out.add(domain);
        for (int left = Math.min(labels.size() - 1, LONGEST_PARENT); left > 0; left--) {
            out.add(last(labels, left));
        }
        return out;
    }

    /// The records on the way up, from the longest name on; the last may say whose it is.
    Map<String, PolicyRecord> from(String domain) throws LookupFailure {
        var found = new LinkedHashMap<String, PolicyRecord>();
        for (var target : targets(domain)) {
            var record = at(target);
            if (record.isPresent()) {
                found.put(target, record.get());
                if (record.get().psd() != Psd.UNKNOWN) {
                    break;
                }
            }
        }
        return found;
    }

    /// The Organizational Domain (RFC 9989 §4.10.2).
    String organization(String domain) throws LookupFailure {
        return organization(domain, from(domain));
    }

    /// The Organizational Domain.
    ///
    /// @param found what [#from] found
    static String organization(String domain, Map<String, PolicyRecord> found) {
        var highest = domain;
        for (var entry : found.entrySet()) {
            highest = entry.getKey();
            if (entry.getValue().psd() == Psd.YES && !highest.equals(domain)) {
                return last(labels(domain), labels(highest).size() + 1);
            }
        }
        return highest;
    }

    private Optional<PolicyRecord> at(String domain) throws LookupFailure {
        var before = known.get(domain);
        if (before != null) {
            return before;
        }
        var answer = dns.text("_dmarc." + domain);
        if (answer instanceof DnsAnswer.Failed<String>(var reason)) {
            throw new LookupFailure(reason);
        }
        var records =
                answer.values().stream()
                        .flatMap(text -> PolicyRecord.parse(text).stream())
                        .limit(2)
                        .toList();
        Optional<PolicyRecord> only =
                records.size() == 1 ? Optional.of(records.getFirst()) : Optional.empty();
        known.put(domain, only);
        return only;
    }

    private static List<String> labels(String domain) {
        return List.of(domain.split("\\."));
    }

    private static String last(List<String> labels, int count) {
        return String.join(".", labels.subList(labels.size() - count, labels.size()));
    }
}
