package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

class LoginsTest {

    private final CountingHasher hasher = new CountingHasher();
    @TempDir Path data;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(data, Store.settings(), hasher);
        add("alice@example.org", "caf\u00e9 noir");
        add("locked@example.org", "caf\u00e9 noir");
        store.accounts().setLocked("locked@example.org", true);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.org,     caf\u00e9 noir",
        "alice@example.org,     wrong",
        "locked@example.org,    caf\u00e9 noir",
        "locked@example.org,    wrong",
        "nobody@example.org,    wrong",
        "alice@elsewhere.example, wrong",
        "no mailbox at all,     wrong",
    })
    void everyAnswerCostsOneComparison(String login, String password) {
        check(login, password);
        assertThat(hasher.verified()).isEqualTo(1);
        assertThat(hasher.hashed()).isEqualTo(2);
    }

    @Test
    void passwordsAreComparedHoweverTheyAreComposed() {
        assertThat(check("alice@example.org", "cafe\u0301\u00a0noir"))
                .isInstanceOf(PasswordCheck.Accepted.class);
    }

    @Test
    void anOutdatedHashIsRenewedAtLogin() throws IOException {
        outdate("alice@example.org", "caf\u00e9 noir");
        assertThat(check("alice@example.org", "wrong")).isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(hasher.hashed()).isEqualTo(2);
        assertThat(check("alice@example.org", "caf\u00e9 noir"))
                .isInstanceOf(PasswordCheck.Accepted.class);
        assertThat(hasher.hashed()).isEqualTo(3);
        check("alice@example.org", "caf\u00e9 noir");
        assertThat(hasher.hashed()).isEqualTo(3);
        store.reopen();
        assertThat(check("alice@example.org", "caf\u00e9 noir"))
                .isInstanceOf(PasswordCheck.Accepted.class);
    }

    @Test
    void aStoreThatIsNotOpenCannotTell() {
        store.close();
        assertThat(check("alice@example.org", "caf\u00e9 noir"))
                .isInstanceOf(PasswordCheck.Unavailable.class);
    }

    @Test
    void aDatabaseThatFailsCannotTell() throws IOException {
        try (var database =
                Database.open(
                        DatabaseUrl.of(Store.settings(), Store.server(data)), Store.settings())) {
            database.change(handle -> handle.execute("DROP TABLE alias_target, mail_address"));
        }
        assertThat(check("alice@example.org", "caf\u00e9 noir"))
                .isInstanceOf(PasswordCheck.Unavailable.class);
        assertThatThrownBy(() -> store.accounts().find("alice@example.org"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("the database fails: ");
        assertThatThrownBy(() -> store.accounts().resolve(Mailbox.parse("alice@example.org")))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> add("bob@example.org", "swordfish"))
                .isInstanceOf(UncheckedIOException.class);
    }

    private void outdate(String account, String password) throws IOException {
        store.close();
        try (var database =
                Database.open(
                        DatabaseUrl.of(Store.settings(), Store.server(data)), Store.settings())) {
            database.change(handle ->
                    handle.execute(
                            "UPDATE account SET password = ? WHERE name = ?",
                            "old:" + password,
                            account));
        }
        store = Store.open(data, Store.settings(), hasher);
    }

    private void add(String address, String password) {
        store.accounts().addAccount(Mailbox.parse(address), Secret.of(password));
    }

    private PasswordCheck check(String login, String password) {
        return store.accounts().check(login, Secret.of(password));
    }
}
