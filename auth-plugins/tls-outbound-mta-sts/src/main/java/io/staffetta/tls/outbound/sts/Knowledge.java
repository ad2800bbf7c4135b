package io.staffetta.tls.outbound.sts;

import java.time.Instant;
import java.util.Optional;

/// What is known of a domain.
///
/// @param policy the last one that was fetched, even if it holds no more
/// @param asked when DNS was asked last
/// @param until when it is to be asked again
/// @param failure the last fetch, if it failed
record Knowledge(
        Optional<CachedPolicy> policy, Instant asked, Instant until, Optional<Failure> failure) {

    /// A fetch that failed.
    ///
    /// @param id of the policy that was wanted
    /// @param until when it may be tried again
    record Failure(String id, Instant until) {}

    /// Nothing but what a file says.
    static Knowledge of(Optional<CachedPolicy> policy) {
        return new Knowledge(policy, Instant.EPOCH, Instant.EPOCH, Optional.empty());
    }

    /// A clock that was set back makes nothing last longer.
    boolean isFresh(Instant now) {
        return !now.isBefore(asked) && now.isBefore(until);
    }

    Optional<CachedPolicy> valid(Instant now) {
        return policy.filter(known -> known.holds(now));
    }

    boolean mayFetch(String id, Instant now) {
        return failure.isEmpty()
                || !failure.get().id().equals(id)
                || !now.isBefore(failure.get().until());
    }
}
