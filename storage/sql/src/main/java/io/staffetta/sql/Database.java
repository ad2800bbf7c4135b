package io.staffetta.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// An open database: a pool of connections, a deadline for each statement, and changes that are on
/// disk when they return.
final class Database implements AutoCloseable {

    private final Dialect dialect;
    private final HikariDataSource pool;
    private final FreeSpace space;
    private final int timeout;
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong spaceGoodUntil = new AtomicLong(System.nanoTime());
    private volatile @Nullable Jdbi jdbi;

    /// @param timeout of a statement, in seconds
    private Database(Dialect dialect, HikariDataSource pool, FreeSpace space, int timeout) {
        this.dialect = dialect;
        this.pool = pool;
        this.space = space;
        this.timeout = timeout;
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
        var pool = pool(dialect, url, access);
        var space = new FreeSpace(DatabaseUrl.folder(url), access.minFree());
        space.requireToOpen();
        try {
            // Asked before the pool is, which would log a failure with its stack trace.
            connectOnce(pool);
            try {
                schema.migrate(pool);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
            return new Database(dialect, pool, space, (int) access.queryTimeout().toSeconds());
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
            return jdbi().withHandle(query);
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    /// Reads one column. What is asked at each start is asked so: for the first of its statements
    /// Jdbi prepares a grammar and events of Flight Recorder, which takes longer than all else that
    /// is done with the database.
    ///
    /// @throws UncheckedIOException if the database cannot tell now
    void eachText(String query, Consumer<String> reader) {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            if (dialect.limitsStatements()) {
                statement.setQueryTimeout(timeout);
            }
            try (var rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    reader.accept(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw unavailable(e, e);
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
            jdbi().useHandle(handle -> {
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
            jdbi().useHandle((Handle handle) -> dialect.prepareToClose(handle));
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

    // Made when it is needed, since that takes a start longer than opening the database. Two
    // threads
    // may make one each: they are alike.
    private Jdbi jdbi() {
        var made = jdbi;
        if (made == null) {
            made = Jdbi.create(pool);
            if (dialect.limitsStatements()) {
                made.getConfig(SqlStatements.class).setQueryTimeout(timeout);
            }
            jdbi = made;
        }
        return made;
    }

    /// Connects when it is first asked for a connection.
    private static HikariDataSource pool(Dialect dialect, String url, Access access)
            throws IOException {
        var config = new HikariDataSource();
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
        return unavailable(failure, failure.getCause() == null ? failure : failure.getCause());
    }

    private static UncheckedIOException unavailable(Exception failure, Throwable cause) {
        return new UncheckedIOException(
                "the database fails: " + DatabaseFault.line(cause), new IOException(failure));
    }
}
