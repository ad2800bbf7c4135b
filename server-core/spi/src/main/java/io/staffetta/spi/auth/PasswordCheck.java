package io.staffetta.spi.auth;

/// The result of checking a password.
public sealed interface PasswordCheck {

    /// It is right.
    record Accepted(Account account) implements PasswordCheck {}

    /// It is wrong, or the account is unknown or locked: nobody outside may see which.
    ///
    /// @param reason for the log only
    record Rejected(String reason) implements PasswordCheck {}

    /// It is right, but the account demands more than this password, such as one of its app
    /// passwords: `534 5.7.9`. Only who knows the password may get this answer.
    ///
    /// @param reason for the log only
    record Insufficient(String reason) implements PasswordCheck {}

    /// The store does not know the account: the next store is asked.
    record Unknown() implements PasswordCheck {}

    /// The store cannot tell now; the client gets `454 4.7.0`.
    ///
    /// @param reason for the log only
    record Unavailable(String reason) implements PasswordCheck {}
}
