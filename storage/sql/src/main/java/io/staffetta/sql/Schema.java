package io.staffetta.sql;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import javax.sql.DataSource;

/// A set of tables, and how it is brought to the present version.
enum Schema {
    /// Accounts, in the schema the connection begins with.
    ACCOUNTS("classpath:io/staffetta/sql/migration"),

    /// Small facts, in a schema of their own: with its own history, so that both may lie in one
    /// database.
    STATE("classpath:io/staffetta/sql/state") {
        @Override
        FluentConfiguration place(FluentConfiguration flyway) {
            return flyway.schemas("staffetta_state");
        }
    };

    private final String migrations;

    Schema(String migrations) {
        this.migrations = migrations;
    }

    // The plugin's class loader is named because the thread's may be another. No pattern of
    // ignored migrations: tables of a newer version are an error, not a surprise later.
    void migrate(DataSource source) {
        place(Flyway.configure(Schema.class.getClassLoader()))
                .dataSource(source)
                .locations(migrations)
                .ignoreMigrationPatterns(new String[0])
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    FluentConfiguration place(FluentConfiguration flyway) {
        return flyway;
    }
}
