package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.AppPassword;
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
    private final Hashing hashing;
    private final Credentials credentials;
    private final AppPasswordEdits appPasswords;
    private final Decoys decoys;
    private final Directory all;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /// @param all the union of all stores and the configuration file
    Edits(
            Database database,
            Hashing hashing,
            Credentials credentials,
            AppPasswordEdits appPasswords,
            Decoys decoys,
            Directory all) {
        this.database = database;
        this.hashing = hashing;
        this.credentials = credentials;
        this.appPasswords = appPasswords;
        this.decoys = decoys;
        this.all = all;
    }

    @Override
    public void addAccount(Mailbox address, Secret password) {
        requireLocal(address.domain());
        var prepared = Passwords.prepareNew(password);
        add(address, hashing.hash(prepared), derive(prepared));
    }

    @Override
    public void importAccount(Mailbox address, Secret hash) {
        requireLocal(address.domain());
        add(address, ImportedHash.parse(hash).text(), Derived.NOTHING);
        decoys.hashImported();
    }

    @Override
    public void setPassword(String account, Secret password) {
        var prepared = Passwords.prepareNew(password);
        set(account, hashing.hash(prepared), derive(prepared));
    }

    @Override
    public void importPassword(String account, Secret hash) {
        set(account, ImportedHash.parse(hash).text(), Derived.NOTHING);
        decoys.hashImported();
    }

    @Override
    public List<String> credentials(String account) {
        return database.read(handle -> credentials.describe(handle, account));
    }

    @Override
    public List<AppPassword> appPasswords(String account) {
        return database.read(handle -> appPasswords.all(handle, account));
    }

    @Override
    public Secret addAppPassword(String account, String name, AppPassword.Scope scope) {
        var made = AppPasswords.generate();
        var named = AppPasswords.requireName(name);
        change(handle -> appPasswords.add(handle, account, named, scope, made));
        return made;
    }

    @Override
    public void removeAppPassword(String account, String name) {
        change(handle -> appPasswords.remove(handle, account, name));
    }

    @Override
    public boolean isAppPasswordsOnly(String account) {
        return database.read(handle -> AccountEdits.existing(handle, account)).appPasswordsOnly();
    }

    @Override
    public void setAppPasswordsOnly(String account, boolean only) {
        change(handle -> AccountEdits.setAppPasswordsOnly(handle, account, only));
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

    private Derived derive(Secret password) {
        return hashing.inTurn(() -> credentials.derive(password));
    }

    private void add(Mailbox address, String hash, Derived derived) {
        change(handle -> {
            long id = AccountEdits.add(handle, Address.of(address), hash);
            credentials.store(handle, id, derived);
        });
    }

    private void set(String account, String hash, Derived derived) {
        change(handle -> {
            long id = AccountEdits.setPassword(handle, account, hash);
            credentials.store(handle, id, derived);
        });
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
