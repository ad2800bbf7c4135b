package io.staffetta.sql;

import org.jdbi.v3.core.Handle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What differs between the databases. The schema and the queries do not.
enum Dialect {
    /// H2 inside this process.
    H2_EMBEDDED("jdbc:h2:") {
        // "async" because an interrupted thread closes the channel of a plain file, and H2 the
        // whole
        // database with it; what the kernel gives up waiting for it interrupts.
        // The file stays open, and locked, until it is closed on purpose: not when the pool is idle
        // and not by a shutdown hook that runs beside ours. What H2 has to say it says by
        // exception, so it needs no trace file.
        @Override
        String complete(String url) {
            return url.replaceFirst("^jdbc:h2:file:", "jdbc:h2:async:")
                    + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        }

        // An H2 commit is in memory only; this is its one way to the disk.
        @Override
        void settle(Handle handle) {
            handle.execute("CHECKPOINT SYNC");
        }

        // From now on it closes with its last connection.
        @Override
        void prepareToClose(Handle handle) {
            handle.execute("SET DB_CLOSE_DELAY 0");
        }
    },

    /// H2 as a server of its own.
    H2_SERVER("jdbc:h2:tcp:") {
        @Override
        void settle(Handle handle) {
            handle.execute("CHECKPOINT SYNC");
        }
    },

    /// PostgreSQL, whose commits are on disk.
    POSTGRESQL("jdbc:postgresql:") {
        @Override
        Map<String, String> deadlines(Duration connect, Duration query) {
            return Map.of(
                    "loginTimeout", seconds(connect),
                    "connectTimeout", seconds(connect),
                    "socketTimeout", seconds(query.plus(connect)));
        }

        @Override
        boolean limitsStatements() {
            return true;
        }
    };

    private final String prefix;

    Dialect(String prefix) {
        this.prefix = prefix;
    }

    static Optional<Dialect> of(String url) {
        if (url.startsWith(H2_SERVER.prefix) || url.startsWith("jdbc:h2:ssl:")) {
            return Optional.of(H2_SERVER);
        }
        if (url.startsWith(H2_EMBEDDED.prefix)) {
            return Optional.of(H2_EMBEDDED);
        }
        return url.startsWith(POSTGRESQL.prefix) ? Optional.of(POSTGRESQL) : Optional.empty();
    }

    /// The URL with what it needs.
    String complete(String url) {
        return url;
    }

    /// Driver properties that put a limit to waiting.
    Map<String, String> deadlines(Duration connect, Duration query) {
        return Map.of("QUERY_TIMEOUT", Long.toString(query.toMillis()));
    }

    /// Whether each statement is told how long it may take. H2 would forget all statements it has
    /// prepared, on every connection, for each that is told: its sessions are.
    boolean limitsStatements() {
        return false;
    }

    /// Returns when what was committed is on stable storage.
    void settle(Handle handle) {}

    /// Called before the last connection is closed.
    void prepareToClose(Handle handle) {}

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
