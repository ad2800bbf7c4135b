package io.staffetta.tls.outbound.sts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a domain demands of those who send to it (RFC 8461 §3.2).
///
/// @param mode how much
/// @param maxAge how long it may be kept
/// @param hosts names of its mail servers in lower-case A-labels; `*.example.org` for the names
///   directly below; none only with [Mode#NONE]
/// @param lines as published, without empty ones
record StsPolicy(Mode mode, Duration maxAge, List<String> hosts, List<String> lines) {

    /// How much.
    enum Mode {
        /// What does not fit is not used.
        ENFORCE,
        /// What does not fit is reported, and used.
        TESTING,
        /// Nothing is demanded.
        NONE
    }

    StsPolicy {
        hosts = List.copyOf(hosts);
        lines = List.copyOf(lines);
    }

    /// The first pattern that a host fits (RFC 8461 §4.1).
    ///
    /// @param host in lower-case A-labels
    Optional<String> match(String host) {
        int dot = host.indexOf('.');
        var wildcard = dot < 1 ? host : "*" + host.substring(dot);
        return hosts.stream()
                .filter(pattern -> pattern.equals(host) || pattern.equals(wildcard))
                .findFirst();
    }
}
