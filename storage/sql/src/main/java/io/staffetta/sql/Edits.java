package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.jdbi.v3.core.Handle;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The editable side. One change at a time, each a transaction of its own; the rules that must hold
/// beyond this process are constraints of the schema.
final class Edits implements AccountAdministration {

    private final Database database;
    private final PasswordHasher hasher;
    private final Directory all;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /// @param all the union of all stores and the configuration file
    Edits(Database database, PasswordHasher hasher, Directory all) {
        this.database = database;
        this.hasher = hasher;
        this.all = all;
    }

    @Override
    public void addAccount(Mailbox address, Secret password) {
        var added = Address.of(address);
        requireLocal(added.domain());
        var hash = hasher.hash(Passwords.prepareNew(password));
        change(handle -> AccountEdits.add(handle, added, hash));
    }

    @Override
    public void setPassword(String account, Secret password) {
        var hash = hasher.hash(Passwords.prepareNew(password));
        change(handle -> AccountEdits.setPassword(handle, account, hash));
    }

    @Override
    public void removeAccount(String account) {
        change(handle -> AccountEdits.remove(handle, account));
    }

    @Override
    public void addAddress(String account, Mailbox address) {
        var added = Address.of(address);
        requireLocal(added.domain());
        change(handle -> AccountEdits.addAddress(handle, account, added));
    }

    @Override
    public void removeAddress(String account, Mailbox address) {
        change(handle -> AccountEdits.removeAddress(handle, account, Address.of(address)));
    }

    @Override
    public void setLocked(String account, boolean locked) {
        change(handle -> AccountEdits.setLocked(handle, account, locked));
    }

    @Override
    public List<Account> accounts() {
        return database.read(AccountRows::all);
    }

    @Override
    public void addAlias(String source, Mailbox target) {
        var from = Address.parse(source);
        requireLocal(from.domain());
        change(handle -> AliasEdits.add(handle, from, target));
    }

    @Override
    public void removeAlias(String source) {
        change(handle -> AliasEdits.remove(handle, Address.parse(source)));
    }

    @Override
    public List<Alias> aliases() {
        return database.read(AliasEdits::all);
    }

    @Override
    public void addDomain(Domain domain) {
        change(handle -> DomainEdits.add(handle, domain));
    }

    @Override
    public void removeDomain(Domain domain) {
        change(handle -> DomainEdits.remove(handle, domain));
    }

    @Override
    public List<Domain> domains() {
        return database.read(DomainEdits::all);
    }

    private void requireLocal(Domain domain) {
        if (!all.isLocal(domain)) {
            throw new IllegalArgumentException(
                    "%s is not a local domain: add it first, or to <domains> of the configuration"
                            .formatted(domain));
        }
    }

    private void change(Consumer<Handle> work) {
        oneAtATime.lock();
        try {
            database.change(work::accept);
        } finally {
            oneAtATime.unlock();
        }
    }
}
