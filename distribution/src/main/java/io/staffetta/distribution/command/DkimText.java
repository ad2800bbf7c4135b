package io.staffetta.distribution.command;

import io.staffetta.kernel.admin.DkimKeyInfo;
import io.staffetta.kernel.dkim.KeyState;
import io.staffetta.kernel.records.ZoneText;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Signing keys for people.
final class DkimText {

    static final String WITHDRAWAL =
            "Leave its record in the DNS for a week: signed mail may be on its way that long.";

    private DkimText() {}

    static String table(List<DkimKeyInfo> keys) {
        if (keys.isEmpty()) {
            return "There are no keys; make one by dkim create.";
        }
        var table =
                new Table(
                        "DOMAIN",
                        "SELECTOR",
                        "ALGORITHM",
                        "BITS",
                        "STATE",
                        "CREATED",
                        "ACTIVATED",
                        "RETIRED");
        for (var key : keys) {
            table.row(
                    key.domain(),
                    key.selector(),
                    key.algorithm().tag(),
                    key.bits(),
                    key.problem()
                            .map(problem -> key.state().word() + ": " + problem)
                            .orElse(key.state().word()),
                    key.created(),
                    time(key.activated()),
                    time(key.retired()));
        }
        return table.toString();
    }

    /// Each record as a line of a zone file and as one text, for the forms of providers.
    static String records(List<DkimKeyInfo> keys) {
        return keys.stream().map(DkimText::record).collect(Collectors.joining("\n\n"));
    }

    static List<DkimKeyInfo> named(String selector, List<DkimKeyInfo> keys) {
        return keys.stream()
                .filter(key -> key.selector().equals(selector.toLowerCase(Locale.ROOT)))
                .toList();
    }

    static List<DkimKeyInfo> inUse(List<DkimKeyInfo> keys) {
        return keys.stream().filter(key -> key.state() != KeyState.RETIRED).toList();
    }

    private static String record(DkimKeyInfo key) {
        var head =
                "%s: %s, %d bits, %s"
                        .formatted(
                                key.name(), key.algorithm().tag(), key.bits(), key.state().word());
        return key.problem()
                .map(problem -> head + "\n" + Printable.line(problem))
                .orElseGet(() ->
                        "%s\n\nin a zone file:\n%s\n\nas one text:\n%s"
                                .formatted(
                                        head,
                                        ZoneText.line(key.name(), "TXT", key.record()),
                                        key.record()));
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("-");
    }
}
