package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.Stored;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// A database of an earlier version is brought to the present one with all it holds.
class MigrationTest {

    @TempDir Path data;

    @Test
    void accountsOfTheFirstVersionLogInAndGainCredentials() throws Exception {
        Files.createDirectory(data.resolve("db"));
        var url = "jdbc:h2:file:" + data.resolve("db/staffetta");
        migrateTo("1", url);
        execute(
                url,
                "INSERT INTO account (name, password) VALUES ('alice@example.org', 'new:x')",
                "INSERT INTO mail_address (name, domain, account_id) SELECT name, 'example.org', id"
                        + " FROM account");
        var settings =
                TestSettings.none()
                        .with("scram", List.of("SHA-256"))
                        .with("scramIterations", 4096)
                        .with("cramMd5", true);
        try (var store = Store.open(data, settings)) {
            var accounts = store.accounts();
            assertThat(accounts.isAppPasswordsOnly("alice@example.org")).isFalse();
            assertThat(accounts.scram("alice@example.org", "SHA-256"))
                    .isInstanceOf(Stored.Missing.class);
            assertThat(accounts.check("alice@example.org", Secret.of("x")))
                    .isInstanceOf(PasswordCheck.Accepted.class);
            assertThat(accounts.scram("alice@example.org", "SHA-256"))
                    .isInstanceOf(Stored.Found.class);
            var made =
                    accounts.addAppPassword("alice@example.org", "phone", AppPassword.Scope.SEND);
            assertThat(accounts.check("alice@example.org", made))
                    .isInstanceOf(PasswordCheck.Accepted.class);
        }
    }

    /// H2 in the dialect of PostgreSQL knows no words that PostgreSQL does not.
    @ParameterizedTest
    @ValueSource(
            strings = {"", ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"})
    void theSchemaIsThatOfBothDatabases(String dialect) {
        assertThat(migrateTo("2", "jdbc:h2:mem:" + dialect)).isEqualTo(2);
    }

    /// Tables that have it are not shown to Flyway.
    @ParameterizedTest
    @EnumSource(Schema.class)
    void thePresentVersionIsThatOfTheLastMigration(Schema schema) {
        var known =
                schema.place(Flyway.configure(Schema.class.getClassLoader()))
                        .dataSource("jdbc:h2:mem:", "staffetta", "")
                        .locations(schema.migrations())
                        .load()
                        .info()
                        .all();

        assertThat(known[known.length - 1].getVersion().getVersion())
                .isEqualTo(Integer.toString(schema.present()));
    }

    private static int migrateTo(String version, String url) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(url, "staffetta", "")
                .locations("classpath:io/staffetta/sql/migration")
                .target(version)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "staffetta", "");
                var statement = connection.createStatement()) {
            for (var line : statements) {
                statement.execute(line);
            }
        }
    }
}
