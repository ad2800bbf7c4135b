package io.staffetta.sql;

import io.staffetta.spi.Secret;

import java.time.Duration;

/// Settings of the state store `sql`.
///
/// @param url JDBC URL, `jdbc:h2:…` or `jdbc:postgresql:…`; by default an H2 file `db/state` in the
///   data folder
/// @param user the database's user; `staffetta` by default
/// @param password the database's password; empty by default
/// @param poolSize connections at most; 4 by default, at least 2
/// @param connectTimeout longest wait for a connection; 2 s by default
/// @param queryTimeout longest a statement, or a turn to change an entry, may take; 2 s by default
/// @param minFree space the disk must have left for a change to be tried; 64M by default. H2 does
///   not survive a write to a full disk
public record SqlStateSettings(
        String url,
        String user,
        Secret password,
        int poolSize,
        Duration connectTimeout,
        Duration queryTimeout,
        long minFree) {

    // What the configuration leaves out arrives as null or zero.
    public SqlStateSettings {
        url = url == null ? "" : url;
        user = user == null ? "staffetta" : user;
        password = password == null ? Secret.of("") : password;
        poolSize = poolSize == 0 ? 4 : poolSize;
        connectTimeout = connectTimeout == null ? Duration.ofSeconds(2) : connectTimeout;
        queryTimeout = queryTimeout == null ? Duration.ofSeconds(2) : queryTimeout;
        minFree = minFree == 0 ? 64L << 20 : minFree;

        require(
                url.isEmpty() || Dialect.of(url).isPresent(),
                "url must begin with jdbc:h2: or jdbc:postgresql:");
        require(poolSize >= 2, "pool-size must be at least 2");
        require(atLeastASecond(connectTimeout), "connect-timeout must be at least 1s");
        require(atLeastASecond(queryTimeout), "query-timeout must be at least 1s");
        require(minFree > 0, "min-free must be positive");
    }

    Access access() {
        return new Access(user, password, poolSize, connectTimeout, queryTimeout, minFree);
    }

    private static boolean atLeastASecond(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) >= 0;
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }
}
