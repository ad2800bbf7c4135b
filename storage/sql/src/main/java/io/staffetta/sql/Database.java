package io.staffetta.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// An open database: a pool of connections, a deadline for each statement, and changes that are on
/// disk when they return.
final class Database implements AutoCloseable {

    private final Dialect dialect;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final FreeSpace space;
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong spaceGoodUntil = new AtomicLong(System.nanoTime());

    private Database(Dialect dialect, HikariDataSource pool, Jdbi jdbi, FreeSpace space) {
        this.dialect = dialect;
        this.pool = pool;
        this.jdbi = jdbi;
        this.space = space;
    }

    /// Opens the database of the accounts.
    ///
    /// @throws IOException with one line that says what is wrong and what to do
    static Database open(String url, SqlSettings settings) throws IOException {
        return open(url, settings.access(), Schema.ACCOUNTS);
    }

    /// Opens a database and brings its tables to the present version.
    ///
    /// @throws IOException with one line that says what is wrong and what to do
    static Database open(String url, Access access, Schema schema) throws IOException {
        var dialect = Dialect.of(url).orElseThrow(() -> new IOException("unknown database " + url));
        var config = configuration(dialect, url, access);
        var space = new FreeSpace(DatabaseUrl.folder(url), access.minFree());
        space.requireToOpen();
        try {
            // Asked before the pool is, which would log a failure with its stack trace.
            connectOnce(config);
            var pool = new HikariDataSource(config);
            try {
                schema.migrate(pool);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
            var jdbi = Jdbi.create(pool);
            jdbi.getConfig(SqlStatements.class)
                    .setQueryTimeout((int) access.queryTimeout().toSeconds());
            return new Database(dialect, pool, jdbi, space);
        } catch (SQLException | RuntimeException e) {
            throw DatabaseFault.explain(url, access.user(), e);
        }
    }

    /// Grows with every change made through this object.
    long version() {
        return version.get();
    }

    /// Reads.
    ///
    /// @throws UncheckedIOException if the database cannot tell now
    <T> T read(HandleCallback<T, RuntimeException> query) {
        try {
            return jdbi.withHandle(query);
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    /// Changes in one transaction; returns when it is on stable storage.
    ///
    /// @throws UncheckedIOException if it may not be
    void change(HandleConsumer<RuntimeException> work) {
        try {
            changeAside(work);
        } finally {
            version.incrementAndGet();
        }
    }

    /// Changes what no lookup of addresses depends on, such as a hash.
    ///
    /// @throws UncheckedIOException if it may not be on stable storage
    void changeAside(HandleConsumer<RuntimeException> work) {
        space.requireForChange();
        try {
            jdbi.useHandle(handle -> {
                handle.useTransaction(work);
                dialect.settle(handle);
            });
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    /// Works, statement by statement, on what may be lost if the machine fails: it is on disk some
    /// moments later.
    ///
    /// @throws UncheckedIOException if the database cannot do it now
    <T> T note(HandleCallback<T, RuntimeException> work) {
        requireSpace();
        return read(work);
    }

    @Override
    public void close() {
        try (pool) {
            jdbi.useHandle((Handle handle) -> dialect.prepareToClose(handle));
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    // Looking at the disk takes longer than the change: one look is good for a second.
    private void requireSpace() {
        long now = System.nanoTime();
        if (now - spaceGoodUntil.get() >= 0) {
            space.requireForChange();
            spaceGoodUntil.set(now + TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static HikariConfig configuration(Dialect dialect, String url, Access access)
            throws IOException {
        var config = new HikariConfig();
        config.setPoolName("sql");
        config.setDriverClassName(driver(url).getClass().getName());
        config.setJdbcUrl(dialect.complete(url));
        config.setUsername(access.user());
        config.setPassword(access.password().reveal());
        config.setMaximumPoolSize(access.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(access.connectTimeout().toMillis());
        config.setValidationTimeout(access.connectTimeout().toMillis() - 1);
        dialect.deadlines(access.connectTimeout(), access.queryTimeout())
                .forEach(config::addDataSourceProperty);
        return config;
    }

    private static void connectOnce(HikariConfig config) throws SQLException, IOException {
        var properties = new Properties();
        properties.putAll(config.getDataSourceProperties());
        properties.setProperty("user", config.getUsername());
        properties.setProperty("password", config.getPassword());
        try (var connection =
                driver(config.getJdbcUrl()).connect(config.getJdbcUrl(), properties)) {
            connection.isValid((int) (config.getConnectionTimeout() / 1000));
        }
    }

    // The driver manager sees what the server's class loader sees; drivers come with this plugin.
    private static Driver driver(String url) throws IOException {
        try {
            for (var driver : ServiceLoader.load(Driver.class, Database.class.getClassLoader())) {
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            }
        } catch (SQLException e) {
            throw new IOException("the database URL makes no sense: " + DatabaseFault.line(e), e);
        }
        throw new IOException(
                "no JDBC driver for this database is installed: put its jar into lib/more, or"
                        + " beside the plugin 'sql' if that lies in plugins/");
    }

    private static UncheckedIOException unavailable(JdbiException failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return new UncheckedIOException(
                "the database fails: " + DatabaseFault.line(cause), new IOException(failure));
    }
}
