package io.staffetta.kernel.records;

import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.spi.dns.DnsAnswer;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How others are to reach the domain by TLS, and whom they tell if they cannot.
///
/// @param inquiry what is asked about
record TransportRecords(Inquiry inquiry) {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern POLICY =
            Pattern.compile("v=STSv1\\s*;.*?\\bid\\s*=\\s*[A-Za-z0-9]{1,32}\\s*(;.*)?");
    private static final Pattern REPORTS =
            Pattern.compile("v=TLSRPTv1\\s*;.*?\\brua\\s*=\\s*(mailto|https):.*");

    List<RecordCheck> policies() {
        var host = inquiry.below("mta-sts");
        return List.of(
                text(
                        RecordKind.MTA_STS,
                        "_mta-sts",
                        POLICY,
                        "v=STSv1; id=" + ID.format(inquiry.now()) + ";"),
                webServer(host));
    }

    List<RecordCheck> reports() {
        return List.of(
                text(
                        RecordKind.TLS_RPT,
                        "_smtp._tls",
                        REPORTS,
                        "v=TLSRPTv1; rua=mailto:postmaster@" + inquiry.domain()));
    }

    /// One text of that form; whatever it says in detail is kept.
    private RecordCheck text(RecordKind kind, String below, Pattern form, String wanted) {
        var check = RecordCheck.missing(kind, inquiry.below(below), "TXT", List.of(wanted));
        var answer = inquiry.dns().text(check.name());
        if (answer instanceof DnsAnswer.Failed<String>(var reason)) {
            return check.unknown(reason);
        }
        var found = Inquiry.beginningWith(wanted.substring(0, wanted.indexOf(';')), answer);
        if (found.isEmpty()) {
            return answer.values().isEmpty()
                    ? check
                    : check.published(answer.values(), Status.DIFFERENT);
        }
        if (found.size() > 1) {
            return check.published(found, Status.DIFFERENT).noting("more than one counts as none");
        }
        return form.matcher(found.getFirst()).matches()
                ? check.kept(found)
                : check.published(found, Status.DIFFERENT);
    }

    private RecordCheck webServer(String host) {
        var check =
                RecordCheck.missing(RecordKind.MTA_STS, host, "A", List.of())
                        .noting("must lead to a web server that serves the policy");
        var ipv4 = inquiry.dns().ipv4(host);
        var ipv6 = inquiry.dns().ipv6(host);
        if (!ipv4.values().isEmpty()) {
            return check.kept(ipv4.values().stream().map(a -> a.getHostAddress()).toList());
        }
        if (!ipv6.values().isEmpty()) {
            var found = ipv6.values().stream().map(a -> a.getHostAddress()).toList();
            return new RecordCheck(
                    check.kind(), host, "AAAA", found, found, Status.OK, check.note());
        }
        return ipv4 instanceof DnsAnswer.Failed<?>(var reason) ? check.unknown(reason) : check;
    }
}
