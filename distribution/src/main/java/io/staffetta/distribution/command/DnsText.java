package io.staffetta.distribution.command;

import io.staffetta.kernel.records.DnsReport;
import io.staffetta.kernel.records.RecordCheck;
import io.staffetta.kernel.records.RecordCheck.Status;
import io.staffetta.kernel.records.ZoneText;

import java.util.List;

/// The records of a domain for people. What is published comes from strangers.
final class DnsText {

    private static final int WIDTH = 12;
    private static final String INDENT = " ".repeat(WIDTH);

    private DnsText() {}

    static String of(DnsReport report, boolean policy) {
        var out = new StringBuilder();
        report.records().forEach(record -> append(out, record));
        if (policy) {
            out.append('\n').append(report.policy().url()).append(" has to say, at least:\n");
            report.policy().content().lines().forEach(line -> line(out, "  " + line));
        }
        return out.append('\n').append(summary(report)).toString();
    }

    private static void append(StringBuilder out, RecordCheck record) {
        var word = word(record.status());
        out.append(word).repeat(' ', WIDTH - word.length());
        boolean showsPublished =
                record.status() == Status.DIFFERENT || record.status() == Status.UNKNOWN;
        if (record.wanted().isEmpty()) {
            line(out, record.name() + ". IN " + record.type());
        } else {
            var lines = zone(record, record.wanted());
            line(out, lines.getFirst());
            lines.stream().skip(1).forEach(more -> line(out, INDENT + more));
        }
        if (showsPublished) {
            zone(record, record.published())
                    .forEach(one -> line(out, INDENT + "published: " + one));
        }
        if (!record.note().isEmpty()) {
            line(out, INDENT + "(" + record.note() + ")");
        }
    }

    private static List<String> zone(RecordCheck record, List<String> data) {
        return data.stream().map(one -> ZoneText.line(record.name(), record.type(), one)).toList();
    }

    private static void line(StringBuilder out, String text) {
        out.append(Printable.line(text)).append('\n');
    }

    private static String word(Status status) {
        return switch (status) {
            case OK -> "ok";
            case MISSING -> "missing";
            case DIFFERENT -> "different";
            case UNKNOWN -> "cannot tell";
            case OPTIONAL -> "optional";
        };
    }

    private static String summary(DnsReport report) {
        if (report.well()) {
            return "Everything that %s needs is published.".formatted(report.domain());
        }
        return "%s: %d missing, %d different, %d that cannot be told."
                .formatted(
                        report.domain(),
                        count(report, Status.MISSING),
                        count(report, Status.DIFFERENT),
                        count(report, Status.UNKNOWN));
    }

    private static long count(DnsReport report, Status status) {
        return report.records().stream().filter(record -> record.status() == status).count();
    }
}
