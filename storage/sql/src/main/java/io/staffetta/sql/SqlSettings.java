package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

import java.time.Duration;
import java.util.Optional;

/// Settings of the account store `sql`.
///
/// @param url JDBC URL, `jdbc:h2:…` or `jdbc:postgresql:…`; by default an H2 file `db/staffetta` in
///   the data folder
/// @param user the database's user; `staffetta` by default
/// @param password the database's password; empty by default
/// @param poolSize connections at most; 8 by default, at least 2
/// @param connectTimeout longest wait for a connection; 5 s by default
/// @param queryTimeout longest a statement may take; 10 s by default
/// @param minFree space the disk must have left for a change to be tried; 64M by default. H2 does
///   not survive a write to a full disk
/// @param cacheSize lookups kept in memory; 10000 by default
/// @param cacheTime how long a lookup is kept; 10 s by default. A change made through this server
///   counts at once; the time is for changes by other servers on the same database
/// @param subaddressSeparator the character that begins the detail in `user+detail@`; `+` by
///   default, `none` for no sub-addresses
/// @param postmaster where `postmaster@` of a local domain leads that has no such mailbox; nowhere
///   by default
/// @param maxAliases mailboxes one alias may lead to and through; 1000 by default. Beyond it mail
///   is put off until the aliases are mended
/// @param hashMemory memory one Argon2id hash takes; 19M by default (OWASP)
/// @param hashIterations passes over that memory; 2 by default (OWASP)
/// @param hashConcurrency passwords hashed at once; one for each processor by default
/// @param hashWait longest a login waits for its turn to be hashed; 25 s by default, within the 30
///   s the server gives a login
public record SqlSettings(
        String url,
        String user,
        Secret password,
        int poolSize,
        Duration connectTimeout,
        Duration queryTimeout,
        long minFree,
        int cacheSize,
        Duration cacheTime,
        String subaddressSeparator,
        Optional<Mailbox> postmaster,
        int maxAliases,
        long hashMemory,
        int hashIterations,
        int hashConcurrency,
        Duration hashWait) {

    static final String NO_SEPARATOR = "none";

    // What the configuration leaves out arrives as null or zero.
    public SqlSettings {
        url = url == null ? "" : url;
        user = user == null ? "staffetta" : user;
        password = password == null ? Secret.of("") : password;
        poolSize = poolSize == 0 ? 8 : poolSize;
        connectTimeout = connectTimeout == null ? Duration.ofSeconds(5) : connectTimeout;
        queryTimeout = queryTimeout == null ? Duration.ofSeconds(10) : queryTimeout;
        minFree = minFree == 0 ? 64L << 20 : minFree;
        cacheSize = cacheSize == 0 ? 10_000 : cacheSize;
        cacheTime = cacheTime == null ? Duration.ofSeconds(10) : cacheTime;
        subaddressSeparator = subaddressSeparator == null ? "+" : subaddressSeparator;
        postmaster = postmaster == null ? Optional.empty() : postmaster;
        maxAliases = maxAliases == 0 ? 1000 : maxAliases;
        hashMemory = hashMemory == 0 ? 19L << 20 : hashMemory;
        hashIterations = hashIterations == 0 ? 2 : hashIterations;
        hashConcurrency =
                hashConcurrency == 0 ? Runtime.getRuntime().availableProcessors() : hashConcurrency;
        hashWait = hashWait == null ? Duration.ofSeconds(25) : hashWait;

        require(
                url.isEmpty() || Dialect.of(url).isPresent(),
                "url must begin with jdbc:h2: or jdbc:postgresql:");
        require(poolSize >= 2, "pool-size must be at least 2");
        require(atLeastASecond(connectTimeout), "connect-timeout must be at least 1s");
        require(atLeastASecond(queryTimeout), "query-timeout must be at least 1s");
        require(minFree > 0, "min-free must be positive");
        require(cacheSize > 0, "cache-size must be positive");
        require(!cacheTime.isNegative(), "cache-time must not be negative");
        require(
                subaddressSeparator.length() == 1 || subaddressSeparator.equals(NO_SEPARATOR),
                "subaddress-separator must be one character or " + NO_SEPARATOR);
        require(maxAliases > 0, "max-aliases must be positive");
        require(
                hashMemory >= 8L << 20 && hashMemory <= 1L << 30,
                "hash-memory must lie between 8M and 1G");
        require(
                hashIterations >= 1 && hashIterations <= 64,
                "hash-iterations must lie between 1 and 64");
        require(hashConcurrency > 0, "hash-concurrency must be positive");
        require(!hashWait.isNegative(), "hash-wait must not be negative");
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
