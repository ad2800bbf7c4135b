package io.staffetta.kernel.admin;

import io.staffetta.kernel.records.DnsReport;
import io.staffetta.kernel.records.RecordKind;
import io.staffetta.spi.Secret;

import java.util.List;
import java.util.Set;

/// What an operator can do with a server: [LocalAdministration] does it in this process,
/// [AdminClient] in a server that runs. Used by many threads.
///
/// Every method throws [IllegalArgumentException], with one line to show to the operator, for what
/// does not exist, exists already or breaks a rule; [IllegalStateException] likewise for what
/// cannot be done now; and [java.io.UncheckedIOException] if a store or the server cannot be
/// reached.
public interface Administration {

    /// How the server is.
    ServerStatus status();

    /// Reads configuration and plugins again.
    ReloadResult reload();

    /// The plugins in force, by id.
    List<PluginInfo> plugins();

    /// All accounts by name.
    List<AccountInfo> accounts();

    /// Adds an account whose name and primary address is this mailbox.
    void addAccount(String address, Secret password);

    /// Replaces a password.
    void setPassword(String account, Secret password);

    /// Removes an account; its mail stays where it lies.
    void removeAccount(String account);

    /// Gives an account one more address.
    void addAddress(String account, String address);

    /// Takes an address that is not the primary one away.
    void removeAddress(String account, String address);

    /// Locks or unlocks an account.
    void setLocked(String account, boolean locked);

    /// All aliases by source.
    List<AliasInfo> aliases();

    /// Adds a target to an alias, which is made if there was none.
    ///
    /// @param source a mailbox of a local domain, or `@domain` for a catch-all
    void addAlias(String source, String target);

    /// Removes an alias with all its targets.
    void removeAlias(String source);

    /// All local domains by name.
    List<DomainInfo> domains();

    /// Makes a domain local.
    void addDomain(String domain);

    /// Makes a domain foreign again.
    void removeDomain(String domain);

    /// What can be done with what accounts log in by.
    CredentialAdministration credentials();

    /// What can be done with failed logins.
    LoginAdministration logins();

    /// What can be done with bans.
    BanAdministration bans();

    /// What can be done with the keys that mail is signed with.
    DkimAdministration dkim();

    /// What a domain has to publish in the DNS, compared with what it does publish.
    ///
    /// @param without kinds of records that are left out
    DnsReport dnsReport(String domain, Set<RecordKind> without);

    /// What can be done with the queue.
    QueueAdministration queue();

    /// Says what would happen to a message, guard by guard, hook by hook and route by route,
    /// without sending anything.
    Explanation explain(ExplainRequest request);
}
