package io.staffetta.acme;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;

/// When a certificate has to be ordered.
///
/// @param at may lie in the past
/// @param reason for the log
record Renewal(Instant at, String reason) {

    private static final Duration MOST = Duration.ofDays(30);

    /// When the authority wants a certificate to be renewed (RFC 9773), chosen by chance from what
    /// it proposes.
    record Proposal(Instant at) {

        static Proposal within(Instant start, Instant end, double chance) {
            long millis = Math.max(0, Duration.between(start, end).toMillis());
            return new Proposal(start.plusMillis((long) (millis * chance)));
        }
    }

    /// @param configured how long before its end, if the operator said so
    static Renewal of(
            Wanted wanted,
            Optional<Present> present,
            Optional<Duration> configured,
            Optional<Proposal> proposal) {
        if (present.isEmpty()) {
            return new Renewal(Instant.MIN, "no usable file");
        }
        var certificate = present.get();
        if (!certificate.names().equals(new HashSet<>(wanted.names()))) {
            return new Renewal(Instant.MIN, "other names");
        }
        if (!wanted.keyType().matches(certificate.leaf().getPublicKey())) {
            return new Renewal(Instant.MIN, "another key type");
        }
        return timed(certificate, configured, proposal);
    }

    private static Renewal timed(
            Present present, Optional<Duration> configured, Optional<Proposal> proposal) {
        var lifetime = Duration.between(present.from(), present.until());
        var before =
                min(configured.orElse(min(lifetime.dividedBy(3), MOST)), lifetime.dividedBy(2));
        var due = new Renewal(present.until().minus(before), "expires soon");
        if (proposal.isEmpty()) {
            return due;
        }
        // The authority decides, unless the operator wants it earlier or it would become tight.
        var latest = configured.isPresent() ? due.at() : present.until().minus(before.dividedBy(2));
        var proposed = proposal.get().at();
        return proposed.isBefore(latest)
                ? new Renewal(proposed, "the authority asked for it")
                : new Renewal(latest, due.reason());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
