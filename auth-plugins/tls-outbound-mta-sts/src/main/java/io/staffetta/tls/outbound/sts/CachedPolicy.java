package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.tls.PublishedTls;

import java.time.Duration;
import java.time.Instant;

/// A policy that was fetched.
///
/// @param domain whose
/// @param id that its TXT record had
/// @param fetched when
/// @param life how long it holds from then on
/// @param policy the policy itself
record CachedPolicy(String domain, String id, Instant fetched, Duration life, StsPolicy policy) {

    /// When it ceases to hold.
    Instant end() {
        return fetched.plus(life);
    }

    boolean holds(Instant now) {
        return now.isBefore(end());
    }

    /// Whether it is to be fetched again although its id is the same, so that whoever hides the TXT
    /// record has to hide it for a policy's whole life (RFC 8461 §10.2).
    boolean isDue(Instant now, Duration interval) {
        var half = life.dividedBy(2);
        return !now.isBefore(fetched.plus(interval.compareTo(half) < 0 ? interval : half));
    }

    /// In the words of reports.
    PublishedTls published() {
        return new PublishedTls(
                PublishedTls.Type.STS,
                domain,
                policy.lines(),
                policy.hosts(),
                policy.mode() == StsPolicy.Mode.ENFORCE);
    }

    /// What it takes of a cache.
    int weight() {
        return 1 + policy.lines().stream().mapToInt(line -> line.length() + 1).sum() / 512;
    }
}
