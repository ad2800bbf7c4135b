package io.staffetta.spi.auth;

/// What a mechanism answers to a response.
public sealed interface SaslStep {

    /// More is needed.
    ///
    /// @param octets the challenge, not yet base64
    record Challenge(byte[] octets) implements SaslStep {}

    /// The client is who it says.
    ///
    /// @param account the account it acts for
    /// @param octets data for the client with the success; empty for none
    record Success(Account account, byte[] octets) implements SaslStep {
        /// Success without data.
        public Success(Account account) {
            this(account, new byte[0]);
        }
    }

    /// It is not.
    ///
    /// @param kind what the client may know
    /// @param login whose login failed, for the log and for counting; empty if it never said
    /// @param reason for the log only
    record Failure(Kind kind, String login, String reason) implements SaslStep {}

    /// Kinds of failure.
    enum Kind {
        /// Unknown account or wrong credentials: `535 5.7.8`.
        CREDENTIALS,
        /// The response makes no sense: `501 5.5.2`.
        MALFORMED,
        /// The account may not act as the authorization identity it asked for: `535 5.7.8`.
        AUTHORIZATION,
        /// The credentials are right, and too weak for what the account demands: `534 5.7.9`. Only
        /// for who proved to know them.
        TOO_WEAK,
        /// A store or an issuer cannot be reached: `454 4.7.0`.
        TEMPORARY
    }
}
