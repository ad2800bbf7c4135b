package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;

import java.util.List;

/// What an operator can do with what accounts log in by, beside setting a password. Throws what
/// [Administration] throws. Used by many threads.
public interface CredentialAdministration {

    /// One account.
    ///
    /// @param account its name or one of its addresses
    AccountDetails show(String account);

    /// Adds an account whose password is known by its hash only.
    ///
    /// @param hash as other servers write it, such as `$2b$…`, `$6$…` or `{SSHA}…`
    void importAccount(String address, Secret hash);

    /// Replaces a password by the hash of one.
    void importPassword(String account, Secret hash);

    /// The app passwords of an account by name.
    List<AppPassword> appPasswords(String account);

    /// Makes an app password.
    ///
    /// @param name the owner's name for it, unique in the account
    /// @return the password, which cannot be shown again
    Secret addAppPassword(String account, String name, AppPassword.Scope scope);

    /// Takes an app password back.
    void removeAppPassword(String account, String name);

    /// Decides whether the main password lets nobody in any more.
    void setAppPasswordsOnly(String account, boolean only);
}
