package io.staffetta.tls.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// Settings of the observer `tls-report`.
///
/// @param folder where a folder for each day is made; default `tls-report` in the folder of the
///   data
/// @param flushInterval how long results stay in memory; default 60s
/// @param maxDomains domains of one day that are told apart; default 10000
/// @param maxDetails kinds of failures of one policy of one day that are told apart; default 100
/// @param keep how long days are kept; default 14d
public record TlsReportSettings(
        Path folder, Duration flushInterval, int maxDomains, int maxDetails, Duration keep) {

    public TlsReportSettings {
        folder = Objects.requireNonNullElse(folder, Path.of("tls-report"));
        flushInterval = Objects.requireNonNullElse(flushInterval, Duration.ofMinutes(1));
        if (flushInterval.isNegative() || flushInterval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("flush-interval must lie between 0s and 1d");
        }
        maxDomains = between("max-domains", maxDomains, 10_000, 1_000_000);
        maxDetails = between("max-details", maxDetails, 100, 10_000);
        keep = Objects.requireNonNullElse(keep, Duration.ofDays(14));
        if (keep.toDays() < 1 || keep.toDays() > 3650) {
            throw new IllegalArgumentException("keep must lie between 1d and 3650d");
        }
    }

    private static int between(String name, int value, int otherwise, int most) {
        int set = value == 0 ? otherwise : value;
        if (set < 1 || set > most) {
            throw new IllegalArgumentException(name + " must lie between 1 and " + most);
        }
        return set;
    }
}
