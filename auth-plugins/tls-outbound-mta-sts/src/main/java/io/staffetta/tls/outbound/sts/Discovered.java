package io.staffetta.tls.outbound.sts;

import java.time.Duration;

/// What DNS says of a domain's policy.
sealed interface Discovered {

    /// There is one.
    ///
    /// @param id as in [StsRecord]
    /// @param ttl how long that may be believed
    record Published(String id, Duration ttl) implements Discovered {}

    /// There is none.
    ///
    /// @param ttl how long that may be believed
    record Nothing(Duration ttl) implements Discovered {}

    /// It cannot be found out now.
    ///
    /// @param why one line
    record Unknown(String why) implements Discovered {}
}
