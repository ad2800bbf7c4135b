package io.staffetta.ratelimit;

import io.staffetta.spi.state.StateEntry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a bucket held at some time.
///
/// @param tokens less than zero if more was taken than there was
record SavedTokens(double tokens, Instant when) {

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})\\.(\\d{3}) (\\d{1,15})");

    /// Empty for what another version of this plugin may have written.
    static Optional<SavedTokens> of(StateEntry entry) {
        var match = TEXT.matcher(new String(entry.value(), StandardCharsets.US_ASCII));
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new SavedTokens(
                        Double.parseDouble(match.group(1) + "." + match.group(2)),
                        Instant.ofEpochMilli(Long.parseLong(match.group(3)))));
    }

    static SavedTokens full(long capacity, Instant now) {
        return new SavedTokens(capacity, now);
    }

    /// What it holds at a later time; the same if that is not later.
    SavedTokens at(Instant now, long capacity, Rate rate) {
        if (!now.isAfter(when)) {
            return this;
        }
        double gained = rate.gained(Duration.between(when, now));
        return new SavedTokens(Math.min((double) capacity, tokens + gained), now);
    }

    /// Debts are never larger than a full bucket, so that they end.
    SavedTokens less(long taken, long capacity) {
        return new SavedTokens(Math.max(tokens - taken, (double) -capacity), when);
    }

    /// Kept until the bucket is full again, and so as good as one nobody knows.
    StateEntry entry(String key, long capacity, Rate rate) {
        long thousandths = (long) Math.floor(Math.abs(tokens) * 1000);
        var text =
                "%s%d.%03d %d"
                        .formatted(
                                tokens < 0 ? "-" : "",
                                thousandths / 1000,
                                thousandths % 1000,
                                when.toEpochMilli());
        return new StateEntry(
                key,
                text.getBytes(StandardCharsets.US_ASCII),
                when.plus(rate.timeFor(capacity - tokens)).plusSeconds(1));
    }
}
