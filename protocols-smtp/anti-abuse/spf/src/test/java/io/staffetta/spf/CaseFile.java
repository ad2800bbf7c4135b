package io.staffetta.spf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the cases of a `.cases` file; the first lines of `published.cases` say how it is written.
final class CaseFile {

    /// A case.
    ///
    /// @param explanation what it must be; empty if that does not matter
    record Case(
            String group,
            String name,
            String section,
            String client,
            String helo,
            String sender,
            List<String> results,
            Optional<String> explanation,
            CaseZone zone) {

        @Override
        public String toString() {
            return group + ": " + name + " (" + section + ")";
        }
    }

    private static final Pattern RECORD = Pattern.compile(" +(\"[^\"]*\"|\\S+) +(\\S+)(?: (.*))?");
    private static final Pattern OCTET = Pattern.compile("\\\\x(\\p{XDigit}{2})");

    private CaseFile() {}

    static Stream<Case> read(String resource) {
        var cases = new ArrayList<Case>();
        var group = "";
        var zone = new CaseZone();
        for (var line : lines(resource)) {
            if (line.startsWith("[")) {
                group = line.substring(1, line.length() - 1);
                zone = new CaseZone();
            } else if (line.startsWith(" ")) {
                record(line, zone);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                cases.add(parse(line, group, zone));
            }
        }
        return cases.stream();
    }

    private static List<String> lines(String resource) {
        try (var in = CaseFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void record(String line, CaseZone zone) {
        var record = RECORD.matcher(line);
        if (!record.matches()) {
            throw new IllegalArgumentException(line);
        }
        var data = record.group(3) == null ? "" : octets(record.group(3));
        zone.add(record.group(1).replace("\"", ""), record.group(2), data);
    }

    private static Case parse(String line, String group, CaseZone zone) {
        var parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return new Case(
                group,
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4).equals("<>") ? "" : parts.get(4),
                List.of(parts.get(5).split(" ")),
                parts.size() > 6 ? Optional.of(parts.get(6)) : Optional.empty(),
                zone);
    }

    private static String octets(String text) {
        return OCTET.matcher(text)
                .replaceAll(octet ->
                        java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(octet.group(1), 16))));
    }
}
