package io.staffetta.kernel.session;

import java.time.Instant;

/// What is remembered of failed logins of one client, network or account.
///
/// @param kind who it is
/// @param who address with its prefix, or what an account was called; without control characters
/// @param failures how many
/// @param since when the first one happened
public record LoginRecord(Kind kind, String who, int failures, Instant since) {

    /// Who failed.
    public enum Kind {
        /// An IPv4 address or an IPv6 /64.
        CLIENT,
        /// An IPv4 /24 or an IPv6 /48.
        NETWORK,
        /// What clients called themselves.
        ACCOUNT,
        /// A client and an account, with a blank between them: what is forgiven when the client
        /// logs in to it after all.
        PAIR,
        /// A client that logged in, and when it last did; it has no failures.
        WELCOME
    }
}
