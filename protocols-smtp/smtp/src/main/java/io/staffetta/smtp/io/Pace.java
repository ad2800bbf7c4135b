package io.staffetta.smtp.io;

import java.time.Duration;

/// How fast content must come: each block in time, and all of it at a least rate.
///
/// @param block the longest wait for a block, and how far content may fall behind
/// @param octetsPerSecond the least rate
public record Pace(Duration block, int octetsPerSecond) {

    /// Keeps the sum of nanoseconds within a `long`.
    private static final long LONGEST_ALLOWANCE = 7 * 24 * 3600;

    Meter start(Input input) {
        return new Meter(input);
    }

    /// The pace of one transfer.
    final class Meter {
        private final Input input;
        private final Deadline start;
        private long octets;

        private Meter(Input input) {
            this.input = input;
            this.start = input.deadline(block);
        }

        void passed(long count) {
            octets += count;
        }

        Deadline next() {
            var allowance =
                    Duration.ofSeconds(Math.min(octets / octetsPerSecond, LONGEST_ALLOWANCE));
            return input.deadline(block).or(start.plus(allowance));
        }
    }
}
