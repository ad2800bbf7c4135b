package io.staffetta.headers;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Whether `Date` can be read (RFC 5322 §3.3, the obsolete forms of §4.3 too) and lies in a window.
final class Dates {

    // Every part is followed by something it cannot match, so this never backtracks far.
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?:[A-Za-z]{3,9}\\s*,?\\s*)?(\\d{1,2})[\\s-]+([A-Za-z]{3})[a-z]{0,6}[\\s-]+"
                            + "(\\d{2,4})\\s+(\\d{1,2})\\s*:\\s*(\\d{2})(?:\\s*:\\s*(\\d{2}))?"
                            + "\\s*([+-]\\d{4}|[A-Za-z]{1,5})?");
    private static final int MAX_LENGTH = 200;
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final Map<String, Integer> ZONES =
            Map.of(
                    "edt", -4, "est", -5, "cdt", -5, "cst", -6, "mdt", -6, "mst", -7, "pdt", -7,
                    "pst", -8);

    private final Duration past;
    private final Duration future;
    private final InstantSource clock;

    Dates(Duration past, Duration future, InstantSource clock) {
        this.past = past;
        this.future = future;
        this.clock = clock;
    }

    void check(Section section, BiConsumer<Rule, String> broken) {
        var field = section.first("Date");
        if (field.isEmpty()) {
            return;
        }
        var date = parse(field.get().unfolded());
        if (date.isEmpty()) {
            broken.accept(Rule.DATE, "Date cannot be read");
            return;
        }
        var now = clock.instant();
        if (date.get().isAfter(now.plus(future))) {
            broken.accept(Rule.DATE, "Date lies in the future");
        }
        // Mail that is sent again keeps its date (RFC 5322 §3.6.6).
        if (date.get().isBefore(now.minus(past)) && section.first("Resent-Date").isEmpty()) {
            broken.accept(Rule.DATE, "Date lies too far in the past");
        }
    }

    static Optional<Instant> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var match = SYNTAX.matcher(Comments.removed(text).strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(match.group(2).toLowerCase(Locale.ROOT));
        var seconds = match.group(6);
        try {
            var local =
                    LocalDateTime.of(
                            year(match.group(3)),
                            month + 1,
                            Integer.parseInt(match.group(1)),
                            Integer.parseInt(match.group(4)),
                            Integer.parseInt(match.group(5)),
                            // A leap second is the last one of its minute.
                            seconds == null ? 0 : Math.min(59, Integer.parseInt(seconds)));
            var zone = match.group(7);
            return Optional.of(local.toInstant(zone == null ? ZoneOffset.UTC : offset(zone)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return switch (digits.length()) {
            case 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private static ZoneOffset offset(String zone) {
        char sign = zone.charAt(0);
        if (sign == '+' || sign == '-') {
            int hours = Integer.parseInt(zone.substring(1, 3));
            int minutes = Integer.parseInt(zone.substring(3));
            int factor = sign == '-' ? -1 : 1;
            return ZoneOffset.ofHoursMinutes(factor * hours, factor * minutes);
        }
        return ZoneOffset.ofHours(ZONES.getOrDefault(zone.toLowerCase(Locale.ROOT), 0));
    }
}
