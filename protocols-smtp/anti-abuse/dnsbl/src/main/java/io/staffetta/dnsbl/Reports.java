package io.staffetta.dnsbl;

import io.staffetta.spi.hook.Finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Tells others what lists said.
final class Reports {

    private Reports() {}

    /// One finding `dnsbl`, and a `dnswl` for each list of the good that has somebody.
    static List<Finding> of(Score score) {
        var findings = new ArrayList<Finding>();
        findings.add(dnsbl(score));
        score.good().map(Reports::dnswl).forEach(findings::add);
        return findings;
    }

    /// For a header field: a listing on each line.
    static String folded(Score score) {
        return score.detail().replaceAll("[^ -~]", "?").replace("; ", ";\r\n ");
    }

    private static Finding dnsbl(Score score) {
        var properties = new LinkedHashMap<String, String>();
        score.worst()
                .ifPresent(listing -> {
                    properties.put("dns.zone", listing.list().name());
                    properties.put("policy.ip", listing.shownCodes());
                });
        var result = "clean";
        if (score.worst().isPresent()) {
            result = "listed";
        } else if (!score.failed().isEmpty()) {
            result = "temperror";
        }
        return new Finding("dnsbl", result, score.detail(), properties);
    }

    /// RFC 8904 §3 has more or less the same properties.
    private static Finding dnswl(Listing listing) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("dns.zone", listing.list().name());
        properties.put("policy.ip", listing.shownCodes());
        properties.put("policy.trust", listing.shownTrust());
        return new Finding("dnswl", "listed", listing.toString(), properties);
    }
}
