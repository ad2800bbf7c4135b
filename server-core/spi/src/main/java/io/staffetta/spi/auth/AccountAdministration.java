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
