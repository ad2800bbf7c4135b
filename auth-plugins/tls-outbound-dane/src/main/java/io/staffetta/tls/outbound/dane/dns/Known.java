package io.staffetta.tls.outbound.dane.dns;

import java.time.Duration;

/// What is remembered of a question.
sealed interface Known {

    /// How long.
    Duration ttl();

    /// In records.
    int weight();

    /// @throws DnsFailure if there is none
    Resolution resolution() throws DnsFailure;

    /// It was answered.
    record Answer(Resolution resolution, Duration ttl) implements Known {
        @Override
        public int weight() {
            return Math.max(1, resolution.records().size());
        }
    }

    /// It was not, or not so that it can be believed.
    record Failure(String message, boolean bogus, Duration ttl) implements Known {
        @Override
        public int weight() {
            return 1;
        }

        @Override
        public Resolution resolution() throws DnsFailure {
            throw new DnsFailure(message, bogus);
        }
    }
}
