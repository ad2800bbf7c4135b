package io.staffetta.kernel.config;

import io.staffetta.dns.ServerAddress;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// How the DNS is asked for plugins; element `<dns>`, kebab-case children.
///
/// @param servers addresses of recursive servers, such as `192.0.2.53` or `127.0.0.1:5353`; none:
///   the system's
/// @param timeout longest one server may take for one answer
/// @param attempts how often each server is asked, 1 to 10
/// @param deadline longest a question may take, with all its attempts and aliases
/// @param cacheEntries records kept, an answer without any counting as one, long ones as several; 0
///   for none
/// @param maxTtl longest time an answer is kept, even if its TTL is longer
/// @param negativeTtl the same for the answer that something does not exist (RFC 2308)
/// @param failureTtl how long a question without answer is not asked again (RFC 9520)
/// @param maxRecords the most records of an answer; one with more has failed
/// @param maxOctets longest answer; one with more has failed
/// @param maxAliases the most aliases (CNAME) that are followed
public record DnsConfig(
        List<String> servers,
        Duration timeout,
        int attempts,
        Duration deadline,
        int cacheEntries,
        Duration maxTtl,
        Duration negativeTtl,
        Duration failureTtl,
        int maxRecords,
        int maxOctets,
        int maxAliases) {

    private static final Duration WEEK = Duration.ofDays(7);

    /// What holds where nothing is configured.
    public static final DnsConfig DEFAULTS =
            new DnsConfig(
                    List.of(),
                    Duration.ofSeconds(3),
                    2,
                    Duration.ofSeconds(10),
                    50_000,
                    Duration.ofDays(1),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(5),
                    500,
                    32_768,
                    12);

    public DnsConfig {
        servers = List.copyOf(servers);
        servers.forEach(text -> ServerAddress.parse("server", text));
        positive("timeout", timeout);
        positive("deadline", deadline);
        between("attempts", attempts, 1, 10);
        between("cache-entries", cacheEntries, 0, 10_000_000);
        between("max-records", maxRecords, 1, 65_535);
        between("max-octets", maxOctets, 512, 65_535);
        between("max-aliases", maxAliases, 0, 50);
        ttl("max-ttl", maxTtl, WEEK);
        ttl("negative-ttl", negativeTtl, WEEK);
        ttl("failure-ttl", failureTtl, Duration.ofMinutes(5));
    }

    /// The servers; empty for those of the system.
    public List<InetSocketAddress> addresses() {
        return servers.stream().map(text -> ServerAddress.parse("server", text)).toList();
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive() || value.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(name + " must be more than 0s and at most 10m");
        }
    }

    private static void ttl(String name, Duration value, Duration most) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s must lie between 0s and %dm".formatted(name, most.toMinutes()));
        }
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "%s must lie between %d and %d".formatted(name, least, most));
        }
    }
}
