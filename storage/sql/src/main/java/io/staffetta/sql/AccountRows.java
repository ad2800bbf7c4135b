package io.staffetta.sql;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.mail.Mailbox;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads accounts.
final class AccountRows {

    private static final String SELECT =
            """
            SELECT a.name AS account, a.locked AS locked, m.name AS address
            FROM account a JOIN mail_address m ON m.account_id = a.id
            """;
    private static final String BY_ADDRESS =
            " WHERE a.id = (SELECT account_id FROM mail_address WHERE name = :name)";
    private static final String PRIMARY_FIRST =
            " ORDER BY a.name, CASE WHEN m.name = a.name THEN 0 ELSE 1 END, m.name";

    /// What a login is checked against.
    ///
    /// @param hash the stored password hash
    /// @param appPasswordsOnly whether the password lets nobody in
    record Login(long id, Account account, String hash, boolean appPasswordsOnly) {}

    /// Has nothing; asked about in place of an account that does not exist.
    static final Login NOBODY = new Login(-1, new Account("", List.of(), false), "", false);

    private AccountRows() {}

    static List<Account> all(Handle handle) {
        return accounts(handle.createQuery(SELECT + PRIMARY_FIRST));
    }

    static Optional<Account> find(Handle handle, Address address) {
        return accounts(
                        handle.createQuery(SELECT + BY_ADDRESS + PRIMARY_FIRST)
                                .bind("name", address.name()))
                .stream()
                .findFirst();
    }

    /// Asks as much whether there is such an account or not: strangers could measure it.
    static Optional<Login> login(Handle handle, Address address) {
        var found = find(handle, address);
        var login =
                handle.createQuery(
                                "SELECT id, password, app_passwords_only FROM account WHERE name ="
                                        + " :name")
                        .bind("name", found.map(Account::name).orElse(""))
                        .map((row, _) ->
                                new Login(
                                        row.getLong("id"),
                                        found.orElse(NOBODY.account()),
                                        row.getString("password"),
                                        row.getBoolean("app_passwords_only")))
                        .findFirst();
        return found.flatMap(_ -> login);
    }

    /// Replaces a hash, unless somebody else just did; nobody can until the transaction ends.
    ///
    /// @return whether it was replaced
    static boolean replaceHash(Handle handle, Login login, String hash) {
        return handle.createUpdate(
                                "UPDATE account SET password = :new WHERE id = :id AND password ="
                                        + " :old")
                        .bind("new", hash)
                        .bind("id", login.id())
                        .bind("old", login.hash())
                        .execute()
                > 0;
    }

    private static List<Account> accounts(Query query) {
        var found = new LinkedHashMap<String, Account>();
        query.map((row, _) ->
                        new Account(
                                row.getString("account"),
                                List.of(Mailbox.parse(row.getString("address"))),
                                row.getBoolean("locked")))
                .forEach(account -> found.merge(account.name(), account, AccountRows::join));
        return List.copyOf(found.values());
    }

    private static Account join(Account one, Account more) {
        var addresses = new ArrayList<>(one.addresses());
        addresses.addAll(more.addresses());
        return new Account(one.name(), addresses, one.locked());
    }
}
