package io.staffetta.spi.auth;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// The editable side of a store. Each change is on stable storage when the method returns.
///
/// Every method throws [IllegalArgumentException], with one line to show to the operator, for what
/// does not exist, exists already, or breaks a rule; and [java.io.UncheckedIOException] if the
/// store cannot be reached.
public interface AccountAdministration {

    /// An alias.
    ///
    /// @param source the mailbox, or `@domain` for a catch-all
    /// @param targets where it leads: local or remote mailboxes
    record Alias(String source, List<Mailbox> targets) {
        public Alias {
            targets = List.copyOf(targets);
        }
    }

    /// Adds an account whose name and primary address is this mailbox. Its domain must be local.
    void addAccount(Mailbox address, Secret password);

    /// Replaces a password.
    void setPassword(String account, Secret password);

    /// Adds an account whose password is known by its hash only.
    ///
    /// @param hash as other servers write it: Argon2 in PHC format, `$2b$`, `$6$`, `$5$`,
    ///   `{PBKDF2-SHA256}`, `{SSHA}`, `{SSHA512}` …, with or without the scheme in braces in front
    default void importAccount(Mailbox address, Secret hash) {
        throw new IllegalArgumentException("this account store cannot import password hashes");
    }

    /// Replaces a password by the hash of one; see [#importAccount].
    default void importPassword(String account, Secret hash) {
        throw new IllegalArgumentException("this account store cannot import password hashes");
    }

    /// What the store keeps to check the account's logins, such as `argon2id`, `SCRAM-SHA-256` or
    /// `CRAM-MD5`; never the thing itself.
    default List<String> credentials(String account) {
        return List.of();
    }

    /// The app passwords of an account by name.
    default List<AppPassword> appPasswords(String account) {
        return List.of();
    }

    /// Makes an app password.
    ///
    /// @param name the owner's name for it, unique in the account
    /// @return the password; it is not kept and cannot be shown again
    default Secret addAppPassword(String account, String name, AppPassword.Scope scope) {
        throw new IllegalArgumentException("this account store has no app passwords");
    }

    /// Takes an app password back.
    default void removeAppPassword(String account, String name) {
        throw new IllegalArgumentException("this account store has no app passwords");
    }

    /// Whether the account logs in with its app passwords only.
    default boolean isAppPasswordsOnly(String account) {
        return false;
    }

    /// Decides whether the account's main password lets nobody in any more.
    default void setAppPasswordsOnly(String account, boolean only) {
        throw new IllegalArgumentException("this account store has no app passwords");
    }

    /// Removes an account; its mail stays where it lies.
    void removeAccount(String account);

    /// Gives an account one more address.
    void addAddress(String account, Mailbox address);

    /// Takes an address that is not the primary one away.
    void removeAddress(String account, Mailbox address);

    /// Locks or unlocks an account.
    void setLocked(String account, boolean locked);

    /// All accounts by name.
    List<Account> accounts();

    /// Adds a target to an alias, which is made if there was none.
    ///
    /// @param source a mailbox of a local domain, or `@domain` for a catch-all
    void addAlias(String source, Mailbox target);

    /// Removes an alias with all its targets.
    void removeAlias(String source);

    /// All aliases by source.
    List<Alias> aliases();

    /// Makes a domain local.
    void addDomain(Domain domain);

    /// Makes a domain foreign again; refused while it has accounts or aliases.
    void removeDomain(Domain domain);

    /// The domains this store makes local, without those of the configuration file.
    List<Domain> domains();
}
