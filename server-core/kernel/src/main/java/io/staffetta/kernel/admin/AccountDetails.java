package io.staffetta.kernel.admin;

import io.staffetta.spi.auth.AppPassword;

import java.util.List;

/// An account with what it logs in by; never with a secret.
///
/// @param name what it logs in with
/// @param addresses its mailboxes, the primary one first
/// @param locked whether it may not log in
/// @param credentials what is kept of its password, such as `argon2id` or `SCRAM-SHA-256`
/// @param appPasswordsOnly whether its main password lets nobody in
/// @param appPasswords its app passwords by name
public record AccountDetails(
        String name,
        List<String> addresses,
        boolean locked,
        List<String> credentials,
        boolean appPasswordsOnly,
        List<AppPassword> appPasswords) {

    public AccountDetails {
        addresses = List.copyOf(addresses);
        credentials = List.copyOf(credentials);
        appPasswords = List.copyOf(appPasswords);
    }
}
