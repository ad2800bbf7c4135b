package io.staffetta.distribution.command;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.MemoryAccounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Accounts in memory with app passwords; a hash is kept as the password.
final class Vault implements Accounts, AccountAdministration {

    static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    private final MemoryAccounts accounts = new MemoryAccounts();
    private final List<AppPassword> appPasswords = new ArrayList<>();
    private boolean only;

    @Override
    public void importAccount(Mailbox address, Secret hash) {
        addAccount(address, hash);
    }

    @Override
    public void importPassword(String account, Secret hash) {
        setPassword(account, hash);
    }

    @Override
    public List<String> credentials(String account) {
        return List.of("argon2id", "SCRAM-SHA-256");
    }

    @Override
    public synchronized List<AppPassword> appPasswords(String account) {
        return List.copyOf(appPasswords);
    }

    @Override
    public synchronized Secret addAppPassword(
            String account, String name, AppPassword.Scope scope) {
        appPasswords.add(new AppPassword(name, scope, CREATED, Optional.empty()));
        return Secret.of("abcd-efgh-" + appPasswords.size());
    }

    @Override
    public synchronized void removeAppPassword(String account, String name) {
        if (!appPasswords.removeIf(one -> one.name().equals(name))) {
            throw new IllegalArgumentException("no app password " + name);
        }
    }

    @Override
    public synchronized boolean isAppPasswordsOnly(String account) {
        return only;
    }

    @Override
    public synchronized void setAppPasswordsOnly(String account, boolean wanted) {
        only = wanted;
    }

    @Override
    public PasswordCheck check(String login, Secret password) {
        return accounts.check(login, password);
    }

    @Override
    public Optional<Account> find(String login) {
        return accounts.find(login);
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return accounts.maySendAs(account, sender);
    }

    @Override
    public void addAccount(Mailbox address, Secret password) {
        accounts.addAccount(address, password);
    }

    @Override
    public void setPassword(String account, Secret password) {
        accounts.setPassword(account, password);
    }

    @Override
    public void removeAccount(String account) {
        accounts.removeAccount(account);
    }

    @Override
    public void addAddress(String account, Mailbox address) {
        accounts.addAddress(account, address);
    }

    @Override
    public void removeAddress(String account, Mailbox address) {
        accounts.removeAddress(account, address);
    }

    @Override
    public void setLocked(String account, boolean locked) {
        accounts.setLocked(account, locked);
    }

    @Override
    public List<Account> accounts() {
        return accounts.accounts();
    }

    @Override
    public void addAlias(String source, Mailbox target) {
        accounts.addAlias(source, target);
    }

    @Override
    public void removeAlias(String source) {
        accounts.removeAlias(source);
    }

    @Override
    public List<Alias> aliases() {
        return accounts.aliases();
    }

    @Override
    public void addDomain(Domain domain) {
        accounts.addDomain(domain);
    }

    @Override
    public void removeDomain(Domain domain) {
        accounts.removeDomain(domain);
    }

    @Override
    public List<Domain> domains() {
        return accounts.domains();
    }
}
