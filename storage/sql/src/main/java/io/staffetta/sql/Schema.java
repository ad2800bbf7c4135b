package io.staffetta.sql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import java.sql.SQLException;

import javax.sql.DataSource;

/// A set of tables, and how it is brought to the present version.
enum Schema {
    /// Accounts, in the schema the connection begins with.
    ACCOUNTS("classpath:io/staffetta/sql/migration", 2, "\"flyway_schema_history\""),

    /// Small facts, in a schema of their own: with its own history, so that both may lie in one
    /// database.
    STATE("classpath:io/staffetta/sql/state", 1, "\"staffetta_state\".\"flyway_schema_history\"") {
        @Override
        FluentConfiguration place(FluentConfiguration flyway) {
            return flyway.schemas("staffetta_state");
        }
    };

    private final String migrations;
    private final int present;
    private final String history;

    /// @param present the version of the last migration
    /// @param history the table in which Flyway writes what it did
    Schema(String migrations, int present, String history) {
        this.migrations = migrations;
        this.present = present;
        this.history = history;
    }

    // The plugin's class loader is named because the thread's may be another. No pattern of
    // ignored migrations: tables of a newer version are an error, not a surprise later.
    void migrate(DataSource source) {
        if (isPresent(source)) {
            return;
        }
        place(Flyway.configure(Schema.class.getClassLoader()))
                .dataSource(source)
                .locations(migrations)
                .ignoreMigrationPatterns(new String[0])
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    /// Where to find the migrations.
    String migrations() {
        return migrations;
    }

    /// The version that [#migrate] leads to.
    int present() {
        return present;
    }

    FluentConfiguration place(FluentConfiguration flyway) {
        return flyway;
    }

    /// Whether there is nothing for Flyway to do, which is so at nearly every start: to load it
    /// takes longer than all else that is done with the database. Whatever is unusual is left to it
    /// to explain.
    private boolean isPresent(DataSource source) {
        try (var connection = source.getConnection();
                var statement =
                        connection.prepareStatement(
                                "SELECT \"version\", \"success\" FROM "
                                        + history
                                        + " WHERE \"version\" IS NOT NULL");
                var rows = statement.executeQuery()) {
            int found = 0;
            while (rows.next()) {
                if (!rows.getBoolean(2)) {
                    return false;
                }
                found = Math.max(found, Integer.parseInt(rows.getString(1)));
            }
            return found == present;
        } catch (SQLException | NumberFormatException e) {
            return false;
        }
    }
}
