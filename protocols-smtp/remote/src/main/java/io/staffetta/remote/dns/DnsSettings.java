package io.staffetta.remote.dns;

import io.staffetta.dns.AnswerLimits;
import io.staffetta.dns.CacheTimes;
import io.staffetta.dns.RecursiveServers;
import io.staffetta.dns.ServerAddress;
import io.staffetta.dns.StubResolver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// The element `<dns>`: how the servers of a destination are found.
///
/// @param servers DNS servers such as `192.0.2.53`, `127.0.0.1:5353` or `[2001:db8::53]:53`;
///   default those of `/etc/resolv.conf`
/// @param timeout how long one server may take for one answer; default 5s
/// @param attempts how often each server is asked; default 2
/// @param deadline for all questions about one destination; default 20s
/// @param cacheSize records kept, an answer without any counting as one; default 10000
/// @param minTtl shortest time an answer is kept, even if its TTL is shorter; default 0s
/// @param maxTtl longest time an answer is kept, even if its TTL is longer; default 1d
/// @param negativeTtl the same for the answer that something does not exist; default 15m
/// @param failureTtl how long a question without answer is not asked again (RFC 9520); default 5s
/// @param addressFamily which addresses are used; default `any`
/// @param maxHosts servers of one destination that are considered, best first; default 10
/// @param maxAddresses addresses of one destination that are considered; default 20
/// @param allowLoopback whether a domain's records, or a recipient's address literal, may lead to
///   addresses that only this machine or its own link understands; default no
/// @param hostsFile where hosts that the operator named in brackets are looked for before DNS is
///   asked; default `/etc/hosts`
public record DnsSettings(
        List<String> servers,
        Duration timeout,
        int attempts,
        Duration deadline,
        int cacheSize,
        Duration minTtl,
        Duration maxTtl,
        Duration negativeTtl,
        Duration failureTtl,
        AddressFamily addressFamily,
        int maxHosts,
        int maxAddresses,
        boolean allowLoopback,
        Path hostsFile) {

    private static final Duration WEEK = Duration.ofDays(7);

    /// Nothing set.
    public static final DnsSettings DEFAULTS =
            new DnsSettings(
                    List.of(),
                    Duration.ofSeconds(5),
                    2,
                    Duration.ofSeconds(20),
                    10_000,
                    Duration.ZERO,
                    Duration.ofDays(1),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(5),
                    AddressFamily.ANY,
                    10,
                    20,
                    false,
                    Path.of("/etc/hosts"));

    public DnsSettings {
        servers = servers == null ? List.of() : List.copyOf(servers);
        servers.forEach(text -> ServerAddress.parse("server", text));
        timeout = positive("timeout", timeout, Duration.ofSeconds(5));
        attempts = between("attempts", attempts, 2, 10);
        deadline = positive("deadline", deadline, Duration.ofSeconds(20));
        cacheSize = between("cache-size", cacheSize, 10_000, 10_000_000);
        minTtl = ttl("min-ttl", minTtl, Duration.ZERO);
        maxTtl = ttl("max-ttl", maxTtl, Duration.ofDays(1));
        if (maxTtl.compareTo(minTtl) < 0) {
            throw new IllegalArgumentException("max-ttl must not be less than min-ttl");
        }
        negativeTtl = ttl("negative-ttl", negativeTtl, Duration.ofMinutes(15));
        failureTtl = ttl("failure-ttl", failureTtl, Duration.ofSeconds(5));
        addressFamily = Objects.requireNonNullElse(addressFamily, AddressFamily.ANY);
        maxHosts = between("max-hosts", maxHosts, 10, 100);
        maxAddresses = between("max-addresses", maxAddresses, 20, 200);
        hostsFile = Objects.requireNonNullElse(hostsFile, Path.of("/etc/hosts"));
    }

    /// The servers, as addresses; empty for those of the system.
    List<InetSocketAddress> addresses() {
        return servers.stream().map(text -> ServerAddress.parse("server", text)).toList();
    }

    /// A resolver with an empty cache.
    StubResolver resolver() {
        return new StubResolver(
                new RecursiveServers(addresses(), timeout, attempts),
                AnswerLimits.WIDE,
                new CacheTimes(minTtl, maxTtl, negativeTtl, failureTtl),
                cacheSize,
                deadline);
    }

    private static Duration positive(String name, Duration value, Duration otherwise) {
        var set = Objects.requireNonNullElse(value, otherwise);
        if (set.isZero() || set.isNegative() || set.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(name + " must be more than 0s and at most 10m");
        }
        return set;
    }

    private static Duration ttl(String name, Duration value, Duration otherwise) {
        var set = Objects.requireNonNullElse(value, otherwise);
        if (set.isNegative() || set.compareTo(WEEK) > 0) {
            throw new IllegalArgumentException(name + " must lie between 0s and 7d");
        }
        return set;
    }

    private static int between(String name, int value, int otherwise, int most) {
        int set = value == 0 ? otherwise : value;
        if (set < 1 || set > most) {
            throw new IllegalArgumentException(name + " must lie between 1 and " + most);
        }
        return set;
    }
}
