package io.staffetta.kernel.records;

import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.dns.DnsAnswer;

import java.util.List;
import java.util.regex.Pattern;

/// What becomes of mail that only claims to be from the domain. Whatever policy is published is
/// kept.
///
/// @param inquiry what is asked about
record DmarcRecords(Inquiry inquiry) {

    private static final String START = "v=DMARC1";

    /// How far the tree is walked (RFC 9989 §4.10).
    private static final int MAX_WALK = 7;

    private static final Pattern POLICY =
            Pattern.compile("(?i).*;\\s*p\\s*=\\s*(none|quarantine|reject)\\s*(;.*)?");
    private static final Pattern REPORTS = Pattern.compile("(?i).*;\\s*rua\\s*=.*");

    List<RecordCheck> check() {
        var check =
                RecordCheck.missing(
                        RecordKind.DMARC,
                        inquiry.below("_dmarc"),
                        "TXT",
                        List.of(START + "; p=none; rua=mailto:postmaster@" + inquiry.domain()));
        var answer = inquiry.dns().text(check.name());
        if (answer instanceof DnsAnswer.Failed<String>(var reason)) {
            return List.of(check.unknown(reason));
        }
        var found = Inquiry.beginningWith(START, answer);
        return switch (found.size()) {
            case 0 -> List.of(inherited(check));
            case 1 -> List.of(compare(check, found.getFirst()));
            default ->
                    List.of(
                            check.published(found, Status.DIFFERENT)
                                    .noting("more than one counts as none (RFC 9989 §4.7)"));
        };
    }

    private static RecordCheck compare(RecordCheck check, String record) {
        if (!POLICY.matcher(record).matches()) {
            return check.published(List.of(record), Status.DIFFERENT)
                    .noting("it has no policy (p=none, quarantine or reject)");
        }
        var kept = check.kept(List.of(record));
        return REPORTS.matcher(record).matches()
                ? kept
                : kept.noting("nobody gets its reports (rua=)");
    }

    /// Without a record of its own, one of a domain above counts.
    private RecordCheck inherited(RecordCheck check) {
        var labels = inquiry.domain().name().split("\\.");
        for (int from = Math.max(1, labels.length - MAX_WALK); from < labels.length; from++) {
            var above = String.join(".", List.of(labels).subList(from, labels.length));
            var found = Inquiry.beginningWith(START, inquiry.dns().text("_dmarc." + above));
            if (found.size() == 1) {
                return check.optional("that of " + above + " counts: " + found.getFirst());
            }
        }
        return check;
    }
}
