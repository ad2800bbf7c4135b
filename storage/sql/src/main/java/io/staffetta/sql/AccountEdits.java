package io.staffetta.sql;

import io.staffetta.spi.mail.Mailbox;

import org.jdbi.v3.core.Handle;

import java.util.Optional;

/// Changes accounts and their addresses.
final class AccountEdits {

    private AccountEdits() {}

    /// @return its id
    static long add(Handle handle, Address address, String hash) {
        requireFree(handle, address);
        var id =
                handle.createUpdate("INSERT INTO account (name, password) VALUES (:name, :hash)")
                        .bind("name", address.name())
                        .bind("hash", hash)
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one();
        insertAddress(handle, address, id);
        return id;
    }

    /// @return its id
    static long setPassword(Handle handle, String account, String hash) {
        long id = idOf(handle, account);
        handle.createUpdate("UPDATE account SET password = :hash WHERE id = :id")
                .bind("hash", hash)
                .bind("id", id)
                .execute();
        return id;
    }

    static void setAppPasswordsOnly(Handle handle, String account, boolean only) {
        handle.createUpdate("UPDATE account SET app_passwords_only = :only WHERE id = :id")
                .bind("only", only)
                .bind("id", idOf(handle, account))
                .execute();
    }

    static void setLocked(Handle handle, String account, boolean locked) {
        handle.createUpdate("UPDATE account SET locked = :locked WHERE id = :id")
                .bind("locked", locked)
                .bind("id", idOf(handle, account))
                .execute();
    }

    static void remove(Handle handle, String account) {
        handle.createUpdate("DELETE FROM account WHERE id = :id")
                .bind("id", idOf(handle, account))
                .execute();
    }

    static void addAddress(Handle handle, String account, Address address) {
        var id = idOf(handle, account);
        requireFree(handle, address);
        insertAddress(handle, address, id);
    }

    static void removeAddress(Handle handle, String account, Address address) {
        var id = idOf(handle, account);
        if (address.name().equals(nameOf(account))) {
            throw new IllegalArgumentException(
                    "%s is the primary address of its account".formatted(address.name()));
        }
        var removed =
                handle.createUpdate(
                                "DELETE FROM mail_address WHERE name = :name AND account_id = :id")
                        .bind("name", address.name())
                        .bind("id", id)
                        .execute();
        if (removed == 0) {
            throw new IllegalArgumentException(
                    "%s is not an address of %s".formatted(address.name(), account));
        }
    }

    /// The account that has an address, or empty text for an alias; nothing if there is neither.
    static Optional<String> owner(Handle handle, Address address) {
        return handle.createQuery(
                        """
                        SELECT COALESCE(a.name, '') FROM mail_address m
                        LEFT JOIN account a ON a.id = m.account_id WHERE m.name = :name
                        """)
                .bind("name", address.name())
                .mapTo(String.class)
                .findFirst();
    }

    private static void requireFree(Handle handle, Address address) {
        owner(handle, address)
                .ifPresent(owner -> {
                    throw new IllegalArgumentException(
                            owner.isEmpty()
                                    ? address.name() + " exists already as an alias"
                                    : "%s exists already as an address of account %s"
                                            .formatted(address.name(), owner));
                });
    }

    private static void insertAddress(Handle handle, Address address, long account) {
        handle.createUpdate(
                        "INSERT INTO mail_address (name, domain, account_id) VALUES (:name,"
                                + " :domain, :account)")
                .bind("name", address.name())
                .bind("domain", address.domain().name())
                .bind("account", account)
                .execute();
    }

    /// @throws IllegalArgumentException if there is no such account
    static long idOf(Handle handle, String account) {
        return handle.createQuery("SELECT id FROM account WHERE name = :name")
                .bind("name", nameOf(account))
                .mapTo(Long.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no account " + account));
    }

    /// What is known of an account's login.
    ///
    /// @throws IllegalArgumentException if there is no such account
    static AccountRows.Login existing(Handle handle, String account) {
        return AccountRows.login(handle, Address.of(Mailbox.parse(account)))
                .filter(login -> login.account().name().equals(nameOf(account)))
                .orElseThrow(() -> new IllegalArgumentException("there is no account " + account));
    }

    private static String nameOf(String account) {
        return Address.of(Mailbox.parse(account)).name();
    }
}
