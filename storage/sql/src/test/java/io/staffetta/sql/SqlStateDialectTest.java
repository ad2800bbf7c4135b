package io.staffetta.sql;

import io.staffetta.spi.state.StateStore;
import io.staffetta.testkit.ManualClock;
import io.staffetta.testkit.StateStoreContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// H2 in the dialect of PostgreSQL knows no words that PostgreSQL does not.
class SqlStateDialectTest implements StateStoreContract {

    private static final String URL =
            "jdbc:h2:mem:dialect;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    @TempDir Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private SqlState state;

    @BeforeEach
    void open() throws IOException {
        var settings = new SqlStateSettings(URL, null, null, 0, null, null, 0);
        state = new SqlState(settings, Store.server(data), clock);
        state.start();
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Override
    public StateStore state() {
        return state;
    }

    @Override
    public ManualClock clock() {
        return clock;
    }
}
