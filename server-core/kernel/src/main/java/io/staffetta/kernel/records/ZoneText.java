package io.staffetta.kernel.records;

import io.staffetta.kernel.records.RecordCheck.Status;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Records as lines of a zone file (RFC 1035 §5.1).
public final class ZoneText {

    /// Longest string of a TXT record (RFC 1035 §3.3).
    private static final int MAX_STRING = 255;

    private ZoneText() {}

    /// What is wanted, as the zone of the domain holds it; what belongs elsewhere as comments.
    public static String of(DnsReport report) {
        var out = new StringBuilder();
        for (var record : report.records()) {
            var comment = comment(record, report.domain());
            for (var data : record.wanted()) {
                out.append(comment).append(line(record.name(), record.type(), data)).append('\n');
            }
            if (record.wanted().isEmpty()) {
                var note = record.note().replaceAll("\\p{Cntrl}", "?");
                out.append("; %s: %s\n".formatted(record.name(), note));
            }
        }
        return out.toString();
    }

    /// One record.
    ///
    /// @param name without final dot
    /// @param data a text without quotes, or as in a zone file
    public static String line(String name, String type, String data) {
        return "%s. IN %s %s".formatted(name, type, type.equals("TXT") ? quoted(data) : data);
    }

    /// A text as the strings of a TXT record, in quotes.
    public static String quoted(String text) {
        return strings(text).stream()
                .map(ZoneText::escaped)
                .collect(Collectors.joining("\" \"", "\"", "\""));
    }

    /// Nobody shall replace what is published by a suggestion only because the DNS did not answer.
    private static String comment(RecordCheck record, String zone) {
        if (!isInZone(record.name(), zone)) {
            return "; not of this zone: ";
        }
        boolean ours = record.kind() == RecordKind.DKIM || record.status() != Status.UNKNOWN;
        return ours ? "" : "; unless there is another: ";
    }

    private static List<String> strings(String text) {
        var strings = new ArrayList<String>();
        for (int from = 0; from < text.length(); from += MAX_STRING) {
            strings.add(text.substring(from, Math.min(text.length(), from + MAX_STRING)));
        }
        return strings.isEmpty() ? List.of("") : strings;
    }

    private static String escaped(String string) {
        var out = new StringBuilder();
        string.chars()
                .forEach(c -> {
                    if (c == '"' || c == '\\') {
                        out.append('\\').append((char) c);
                    } else if (c < ' ' || c > '~') {
                        out.append("\\%03d".formatted(c & 0xff));
                    } else {
                        out.append((char) c);
                    }
                });
        return out.toString();
    }

    private static boolean isInZone(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }
}
