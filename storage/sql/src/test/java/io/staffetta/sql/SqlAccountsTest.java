package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.AccountsContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class SqlAccountsTest implements AccountsContract {

    @TempDir Path data;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(data, settings());
    }

    TestSettings settings() {
        return TestSettings.none();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Accounts accounts() {
        return store.accounts();
    }

    @Override
    public void haveAccount(String address, String password) {
        store.accounts().addAccount(Mailbox.parse(address), Secret.of(password));
    }

    @Override
    public void haveLocked(String account) {
        store.accounts().setLocked(account, true);
    }
}
