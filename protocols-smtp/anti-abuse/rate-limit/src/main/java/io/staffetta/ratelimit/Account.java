package io.staffetta.ratelimit;

/// A limit and what is counted for it.
sealed interface Account {

    LimitSettings limit();

    /// So many sessions at once.
    record Sessions(LimitSettings limit, Leases leases) implements Account {}

    /// So many in so long.
    record Rated(LimitSettings limit, Buckets buckets) implements Account {}
}
