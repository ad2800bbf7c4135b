package io.staffetta.kernel.records;

import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.dns.DnsAnswer;

import java.net.InetAddress;
import java.util.List;

/// Who may send for the domain: the server, at least.
///
/// @param inquiry what is asked about
record SpfRecords(Inquiry inquiry) {

    static final String START = "v=spf1";

    List<RecordCheck> check() {
        var check =
                RecordCheck.missing(
                        RecordKind.SPF,
                        inquiry.domain().name(),
                        "TXT",
                        List.of(START + " mx -all"));
        var answer = inquiry.dns().text(inquiry.domain().name());
        if (answer instanceof DnsAnswer.Failed<String>(var reason)) {
            return List.of(check.unknown(reason));
        }
        var found = Inquiry.beginningWith(START, answer);
        return switch (found.size()) {
            case 0 -> List.of(check);
            case 1 -> List.of(compare(check, found.getFirst()));
            default ->
                    List.of(
                            check.published(found, Status.DIFFERENT)
                                    .noting("more than one is an error (RFC 7208 §3.2)"));
        };
    }

    private RecordCheck compare(RecordCheck check, String record) {
        var kept = check.kept(List.of(record));
        var different = check.published(List.of(record), Status.DIFFERENT);
        if (record.matches("(?i).*\\s[+]?all(\\s.*)?")) {
            return different.noting("it lets everybody send for the domain");
        }
        for (var address : inquiry.publishedAddresses()) {
            switch (new SpfCoverage(inquiry.dns()).of(record, inquiry.domain().name(), address)) {
                case ALLOWED -> {}
                case REFUSED -> {
                    return different.noting("it does not allow " + text(address));
                }
                case UNKNOWN -> {
                    return kept.noting("cannot tell whether it allows " + text(address));
                }
            }
        }
        return kept;
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }
}
