package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// Passes every edit on to an editable side that is there while the store is open.
abstract class Administered implements AccountAdministration {

    /// @throws java.io.UncheckedIOException if the store is not open
    abstract AccountAdministration administration();

    @Override
    public void addAccount(Mailbox address, Secret password) {
        administration().addAccount(address, password);
    }

    @Override
    public void setPassword(String account, Secret password) {
        administration().setPassword(account, password);
    }

    @Override
    public void importAccount(Mailbox address, Secret hash) {
        administration().importAccount(address, hash);
    }

    @Override
    public void importPassword(String account, Secret hash) {
        administration().importPassword(account, hash);
    }

    @Override
    public List<String> credentials(String account) {
        return administration().credentials(account);
    }

    @Override
    public List<AppPassword> appPasswords(String account) {
        return administration().appPasswords(account);
    }

    @Override
    public Secret addAppPassword(String account, String name, AppPassword.Scope scope) {
        return administration().addAppPassword(account, name, scope);
    }

    @Override
    public void removeAppPassword(String account, String name) {
        administration().removeAppPassword(account, name);
    }

    @Override
    public boolean isAppPasswordsOnly(String account) {
        return administration().isAppPasswordsOnly(account);
    }

    @Override
    public void setAppPasswordsOnly(String account, boolean only) {
        administration().setAppPasswordsOnly(account, only);
    }

    @Override
    public void removeAccount(String account) {
        administration().removeAccount(account);
    }

    @Override
    public void addAddress(String account, Mailbox address) {
        administration().addAddress(account, address);
    }

    @Override
    public void removeAddress(String account, Mailbox address) {
        administration().removeAddress(account, address);
    }

    @Override
    public void setLocked(String account, boolean locked) {
        administration().setLocked(account, locked);
    }

    @Override
    public List<Account> accounts() {
        return administration().accounts();
    }

    @Override
    public void addAlias(String source, Mailbox target) {
        administration().addAlias(source, target);
    }

    @Override
    public void removeAlias(String source) {
        administration().removeAlias(source);
    }

    @Override
    public List<Alias> aliases() {
        return administration().aliases();
    }

    @Override
    public void addDomain(Domain domain) {
        administration().addDomain(domain);
    }

    @Override
    public void removeDomain(Domain domain) {
        administration().removeDomain(domain);
    }

    @Override
    public List<Domain> domains() {
        return administration().domains();
    }
}
