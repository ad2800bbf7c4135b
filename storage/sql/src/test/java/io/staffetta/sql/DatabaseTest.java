package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

class DatabaseTest {

    private static final String MIGRATIONS =
            "SELECT COUNT(*) FROM \"flyway_schema_history\" WHERE \"type\" = 'SQL'";

    @TempDir Path data;

    @Test
    void liesWhereOnlyTheServerLooks() throws IOException {
        Store.open(data).close();
        assertThat(file()).exists();
        assertThat(Files.getPosixFilePermissions(data.resolve("db")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(data.resolve("db"))) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void migratesOnce() throws IOException {
        Store.open(data).close();
        Store.open(data).close();
        query(database ->
                assertThat(
                                database.<Integer>read(handle ->
                                        handle.createQuery(MIGRATIONS).mapTo(Integer.class).one()))
                        .isEqualTo(2));
    }

    @Test
    void endsAStatementThatTakesTooLong() throws IOException {
        var settings = TestSettings.none().with("queryTimeout", Duration.ofSeconds(1)).bind();
        try (var database =
                Database.open("jdbc:h2:file:" + data.resolve("db/staffetta"), settings)) {
            assertThatThrownBy(() ->
                            database.<Long>read(handle ->
                                    handle.createQuery(
                                                    "SELECT COUNT(*) FROM SYSTEM_RANGE(1,"
                                                            + " 1000000000000) WHERE MOD(X, 7) = 1")
                                            .mapTo(Long.class)
                                            .one()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void refusesTablesOfANewerVersion() throws IOException {
        Store.open(data).close();
        query(database ->
                database.change(handle ->
                        handle.execute(
                                """
                                INSERT INTO "flyway_schema_history" VALUES
                                (99, '99', 'from the future', 'SQL', 'V99__x.sql', 1,
                                'x', CURRENT_TIMESTAMP, 1, TRUE)
                                """)));
        assertRefused()
                .hasMessage(
                        "database jdbc:h2:file:%s has tables of another version of this server:"
                                + " use that version, or restore a backup of this one's",
                        data.resolve("db/staffetta"));
    }

    @Test
    void namesADamagedFile() throws IOException {
        try (var store = Store.open(data)) {
            store.accounts().addAccount(Mailbox.parse("a@example.org"), Secret.of("x"));
        }
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            var nonsense =
                    "nonsense".repeat((int) channel.size() / 8).getBytes(StandardCharsets.UTF_8);
            channel.write(ByteBuffer.wrap(nonsense), 0);
        }
        assertRefused()
                .hasMessageStartingWith(
                        "database jdbc:h2:file:" + data + "/db/staffetta is damaged")
                .hasMessageEndingWith(
                        "put a backup in its place, or move the file away to begin" + " anew");
    }

    @Test
    void namesAFileInTheWay() throws IOException {
        Files.writeString(data.resolve("db"), "");
        assertRefused().hasMessage(data.resolve("db") + " is in the way of the database folder");
    }

    @Test
    void namesAWrongPassword() throws IOException {
        Store.open(data).close();
        assertThatThrownBy(() -> Store.open(data, other("eve", "secret"), new CountingHasher()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "database jdbc:h2:file:%s refuses user 'eve': check <user> and <password>",
                        data.resolve("db/staffetta"));
    }

    @Test
    void changesNothingOnAFullDisk() throws IOException {
        Store.open(data).close();
        var settings = minFree(Long.MAX_VALUE);
        try (var store = Store.open(data, settings, new CountingHasher())) {
            assertThatThrownBy(() -> store.accounts().addDomain(Domain.parse("example.net")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("too little space for the database in " + data);
            assertThat(store.accounts().domains()).isEmpty();
        }
    }

    @Test
    void neverShowsThePasswordOfAUrl() {
        var url = "jdbc:h2:file:%s/none/x;IFEXISTS=TRUE;PASSWORD=hidden".formatted(data);
        assertThatThrownBy(() ->
                        Store.open(
                                data,
                                TestSettings.none().with("url", url).bind(),
                                new CountingHasher()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("database jdbc:h2:file:" + data + "/none/x cannot be used")
                .message()
                .doesNotContain("hidden")
                .hasLineCount(1);
    }

    @Test
    void saysThatADriverIsMissing() {
        var settings = TestSettings.none().with("url", "jdbc:postgresql://127.0.0.1/mail").bind();
        assertThatThrownBy(() -> Store.open(data, settings, new CountingHasher()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "no JDBC driver for this database is installed: put its jar into"
                                + " lib/more, or beside the plugin 'sql' if that lies in plugins/");
    }

    private interface Use {
        void of(Database database) throws IOException;
    }

    private void query(Use use) throws IOException {
        try (var database =
                Database.open(
                        DatabaseUrl.of(Store.settings(), Store.server(data)), Store.settings())) {
            use.of(database);
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(() -> Store.open(data)).isInstanceOf(IOException.class);
    }

    private static SqlSettings other(String user, String password) {
        return TestSettings.none().with("user", user).with("password", Secret.of(password)).bind();
    }

    private static SqlSettings minFree(long octets) {
        return TestSettings.none().with("minFree", octets).bind();
    }

    private Path file() {
        return data.resolve("db/staffetta.mv.db");
    }
}
