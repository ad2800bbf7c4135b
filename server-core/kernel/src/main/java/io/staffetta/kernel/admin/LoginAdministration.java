package io.staffetta.kernel.admin;

/// What an operator can do with failed logins that a running server remembers. Throws what
/// [Administration] throws. Used by many threads.
public interface LoginAdministration {

    /// What counts at present.
    ///
    /// @param limit the most entries to show, more than zero
    LoginListing list(int limit);

    /// Forgets what counts against a client, all clients of a network, or an account.
    ///
    /// @param who an IP address, a network such as `192.0.2.0/24`, or an account
    /// @throws IllegalArgumentException if nothing counts against it
    void forget(String who);
}
