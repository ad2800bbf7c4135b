package io.staffetta.spi.auth;

/// What a store answers when a mechanism asks for something it keeps instead of a password, such as
/// a [ScramVerifier].
///
/// @param <T> what was asked for
public sealed interface Stored<T> {

    /// Here it is. The account may be locked: the kernel refuses it when the exchange succeeds.
    record Found<T>(Account account, T value) implements Stored<T> {}

    /// The store knows the account and keeps no such thing for it: as far as a client can see, the
    /// login fails as with a wrong password.
    record Missing<T>() implements Stored<T> {}

    /// The store does not know the account: the next store is asked.
    record Unknown<T>() implements Stored<T> {}

    /// The store cannot tell now; the client gets `454 4.7.0`.
    ///
    /// @param reason for the log only
    record Unavailable<T>(String reason) implements Stored<T> {}
}
