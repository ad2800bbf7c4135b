package io.staffetta.sql;

import io.staffetta.testkit.AccountAdministrationContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

class SqlAdministrationTest implements AccountAdministrationContract<SqlAccounts> {

    @TempDir Path data;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(data);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public SqlAccounts store() {
        return store.accounts();
    }

    @Override
    public void reopen() {
        try {
            store.reopen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
