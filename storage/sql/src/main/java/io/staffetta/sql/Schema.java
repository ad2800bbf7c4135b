package io.staffetta.sql;

import org.flywaydb.core.Flyway;

import javax.sql.DataSource;

/// Brings the tables to the present version.
final class Schema {

    private static final String MIGRATIONS = "classpath:io/staffetta/sql/migration";

    private Schema() {}

    // The plugin's class loader is named because the thread's may be another. No pattern of
    // ignored migrations: tables of a newer version are an error, not a surprise later.
    static void migrate(DataSource source) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations(MIGRATIONS)
                .ignoreMigrationPatterns(new String[0])
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }
}
