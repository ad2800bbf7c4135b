package io.staffetta.kernel.admin;

import java.time.Instant;

/// Failed logins that count.
///
/// @param kind whose they are
/// @param who an address with its prefix, or what clients called themselves
/// @param failures how many
/// @param since when the first one happened
/// @param refused whether there are too many: AUTH is refused to the client or the network, and
///   each further failure with the account closes the connection
public record LoginFailures(Kind kind, String who, int failures, Instant since, boolean refused) {

    /// Whose failures they are.
    public enum Kind {
        /// An IPv4 address or an IPv6 /64.
        CLIENT,
        /// An IPv4 /24 or an IPv6 /48.
        NETWORK,
        /// What clients called themselves; there need not be such an account.
        ACCOUNT
    }
}
