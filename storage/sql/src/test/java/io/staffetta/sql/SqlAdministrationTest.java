package io.staffetta.sql;

import io.staffetta.testkit.AccountAdministrationContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

class SqlAdministrationTest implements AccountAdministrationContract<SqlAccounts> {

    @TempDir Path data;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        var settings =
                TestSettings.none()
                        .with("hashMemory", 8L << 20)
                        .with("hashIterations", 1)
                        .with("scram", List.of("SHA-256"))
                        .with("scramIterations", 4096)
                        .with("cramMd5", true)
                        .bind();
        store = Store.open(data, settings, new Argon2Hasher(settings));
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
