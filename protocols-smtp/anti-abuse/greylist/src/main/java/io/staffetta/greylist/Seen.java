package io.staffetta.greylist;

import io.staffetta.spi.state.StateEntry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is remembered: a number and a time. Of a triplet, whether it passed, and since when it
/// waits or when it passed first; of a network, how often it was successful and when it last
/// counted.
record Seen(int count, Instant when) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (\\d{1,15})");

    /// Empty for what another version of this plugin may have written.
    static Optional<Seen> of(StateEntry entry) {
        var match = TEXT.matcher(new String(entry.value(), StandardCharsets.US_ASCII));
        return match.matches()
                ? Optional.of(
                        new Seen(
                                Integer.parseInt(match.group(1)),
                                Instant.ofEpochMilli(Long.parseLong(match.group(2)))))
                : Optional.empty();
    }

    StateEntry until(String key, Instant expires) {
        var text = count + " " + when.toEpochMilli();
        return new StateEntry(key, text.getBytes(StandardCharsets.US_ASCII), expires);
    }
}
