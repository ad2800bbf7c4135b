package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.testkit.ManualClock;
import io.staffetta.testkit.StateStoreContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class SqlStateTest implements StateStoreContract {

    @TempDir Path data;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private SqlState state;

    @BeforeEach
    void open() throws IOException {
        state = started(defaults());
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

    @Test
    void survivesARestart() throws IOException {
        var value = new byte[] {1, 2, 3};
        state.table("test", 10).put("a", value, clock.instant().plusSeconds(60));
        state.close();
        state = started(defaults());
        assertThat(state.table("test", 10).get("a")).map(StateEntry::value).contains(value);
        assertThat(data.resolve("db/state.mv.db")).exists();
    }

    @Test
    void countsWhatWasThereBefore() throws IOException {
        fill(10);
        state.close();
        state = started(defaults());
        var table = state.table("test", 10);
        table.put("one more", new byte[1], clock.instant().plusSeconds(600));
        assertThat(table.size()).isEqualTo(10);
    }

    @Test
    void expiredEntriesGoOnTheWay() {
        fill(300);
        clock.advance(Duration.ofHours(1));
        var table = state.table("test", 1000);
        for (int i = 0; i < 100; i++) {
            table.put("new " + i, new byte[1], clock.instant().plusSeconds(60));
        }
        assertThat(table.size()).isEqualTo(100);
    }

    @Test
    void liesInTheDatabaseOfTheAccountsIfItIsTold() throws IOException {
        state.close();
        try (var accounts = Store.open(data)) {
            state = started(at("jdbc:h2:file:" + data.resolve("db/staffetta")));
            fill(3);
            assertThat(state.table("test", 10).size()).isEqualTo(3);
            assertThat(accounts.accounts().domains()).isEmpty();
        }
    }

    @Test
    void accountsMayComeSecond() throws IOException {
        state.close();
        state = started(at("jdbc:h2:file:" + data.resolve("db/staffetta")));
        fill(3);
        try (var accounts = Store.open(data)) {
            assertThat(accounts.accounts().domains()).isEmpty();
        }
        assertThat(state.table("test", 10).size()).isEqualTo(3);
    }

    @Test
    void writesNothingToAFullDisk() throws IOException {
        fill(1);
        state.close();
        state =
                started(
                        new SqlStateSettings(
                                "",
                                "staffetta",
                                Secret.of(""),
                                2,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Long.MAX_VALUE));
        var table = state.table("test", 10);
        assertThatThrownBy(() -> table.put("b", new byte[1], clock.instant().plusSeconds(60)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("too little space for the database in " + data);
        assertThat(table.get("key 0")).isPresent();
    }

    @Test
    void cannotTellWhenItIsClosed() {
        var table = state.table("test", 10);
        state.close();
        assertThatThrownBy(() -> table.get("a")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> table.update("a", _ -> Optional.empty()))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> state.table("other", 10)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void saysWhatIsWrongWithItsFile() throws IOException {
        state.close();
        Files.writeString(data.resolve("db/state.mv.db"), "nonsense".repeat(2000));
        assertThatThrownBy(() -> started(defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("database jdbc:h2:file:" + data + "/db/state is damaged")
                .hasMessageEndingWith(
                        "put a backup in its place, or move the file away to begin anew");
    }

    private void fill(int entries) {
        for (int i = 0; i < entries; i++) {
            state.table("test", 10_000)
                    .put("key " + i, new byte[1], clock.instant().plusSeconds(60 + i));
        }
    }

    private SqlState started(SqlStateSettings settings) throws IOException {
        var made = new SqlState(settings, Store.server(data), clock);
        made.start();
        return made;
    }

    private static SqlStateSettings defaults() {
        return at("");
    }

    private static SqlStateSettings at(String url) {
        return new SqlStateSettings(url, null, null, 0, null, null, 0);
    }
}
