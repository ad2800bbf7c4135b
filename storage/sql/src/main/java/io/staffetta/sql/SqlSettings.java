package io.staffetta.sql;

import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
/// @param scram hashes for which SCRAM verifiers are kept: `SHA-1`, `SHA-256`, `SHA-512`; none by
///   default
/// @param scramIterations of PBKDF2 in new verifiers; 100000 by default, at least 4096 (RFC 7677
///   §4). The client pays for them at each login, whoever steals the database at each guess
/// @param cramMd5 whether passwords are kept, encrypted, for CRAM-MD5; not by default
/// @param keyFile holds the key they are encrypted with, 32 octets, made if there is none;
///   `sql.key` by default. A relative path starts at the data folder
/// @param verifiedCacheTime how long a password that was right need not be hashed again; 60 s by
///   default, zero for not at all
/// @param decoyTime how long it is remembered what kinds of hashes the accounts have; 10 min by
///   default
/// @param maxAppPasswords of one account; 50 by default
/// @param lastUseInterval how much the last use of an app password may lag; 5 min by default
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
        Duration hashWait,
        List<String> scram,
        int scramIterations,
        boolean cramMd5,
        Path keyFile,
        Duration verifiedCacheTime,
        Duration decoyTime,
        int maxAppPasswords,
        Duration lastUseInterval) {

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
        scram = scram == null ? List.of() : List.copyOf(scram);
        scramIterations = scramIterations == 0 ? 100_000 : scramIterations;
        keyFile = keyFile == null ? Path.of("sql.key") : keyFile;
        verifiedCacheTime = verifiedCacheTime == null ? Duration.ofSeconds(60) : verifiedCacheTime;
        decoyTime = decoyTime == null ? Duration.ofMinutes(10) : decoyTime;
        maxAppPasswords = maxAppPasswords == 0 ? 50 : maxAppPasswords;
        lastUseInterval = lastUseInterval == null ? Duration.ofMinutes(5) : lastUseInterval;

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
        require(
                scram.stream().allMatch(name -> ScramHash.of(name).isPresent()),
                "scram must be SHA-1, SHA-256 or SHA-512");
        require(
                scramIterations >= 4096 && scramIterations <= 1_000_000,
                "scram-iterations must lie between 4096 and 1000000");
        require(!verifiedCacheTime.isNegative(), "verified-cache-time must not be negative");
        require(!decoyTime.isNegative(), "decoy-time must not be negative");
        require(maxAppPasswords > 0, "max-app-passwords must be positive");
        require(!lastUseInterval.isNegative(), "last-use-interval must not be negative");
    }

    /// The hashes of [#scram].
    Set<ScramHash> scramHashes() {
        var hashes = EnumSet.noneOf(ScramHash.class);
        scram.forEach(name -> ScramHash.of(name).ifPresent(hashes::add));
        return hashes;
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
