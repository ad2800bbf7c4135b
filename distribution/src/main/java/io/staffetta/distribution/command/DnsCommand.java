package io.staffetta.distribution.command;

import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.records.DnsReport;
import io.staffetta.kernel.records.RecordKind;
import io.staffetta.kernel.records.ZoneText;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "dns",
        description = {
            "Print every record a domain needs and compare with what is published.",
            "The exit code is 0 if nothing is left to do, else 1."
        })
final class DnsCommand implements Callable<Integer> {

    @Mixin private Place place;
    @Mixin private Output output;

    @Parameters(paramLabel = "DOMAIN")
    private String domain = "";

    @Option(
            names = "--without",
            paramLabel = "KIND",
            split = ",",
            description =
                    "Leave kinds of records out: mx, host, ptr, spf, dkim, dmarc, mta-sts, tls-rpt,"
                            + " tlsa, srv.")
    private List<String> without = List.of();

    @Option(names = "--zone", description = "Print nothing but lines for a zone file.")
    private boolean zone;

    @Override
    public Integer call() throws StartupException {
        var kinds = EnumSet.noneOf(RecordKind.class);
        without.forEach(word -> kinds.add(RecordKind.parse(word)));
        try (var operator = Operator.open(place)) {
            var report = operator.administration().dnsReport(domain, kinds);
            output.print(
                    json(report),
                    () ->
                            zone
                                    ? Printable.lines(ZoneText.of(report).stripTrailing())
                                    : DnsText.of(report, !kinds.contains(RecordKind.MTA_STS)));
            return report.well() ? ExitCode.DONE : ExitCode.REFUSED;
        }
    }

    private static Map<String, Object> json(DnsReport report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("domain", report.domain());
        json.put("hostname", report.hostname());
        json.put("well", report.well());
        json.put("records", report.records());
        json.put("policy", report.policy());
        return json;
    }
}
