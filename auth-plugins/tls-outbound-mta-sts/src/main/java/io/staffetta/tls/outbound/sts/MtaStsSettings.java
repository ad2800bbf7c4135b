package io.staffetta.tls.outbound.sts;

import io.staffetta.dns.ServerAddress;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the outbound policy `mta-sts`.
///
/// @param domains destinations it is for; `.example.org` for everything below it; none: every one
/// @param except destinations it is not for, even so
/// @param nameservers DNS servers such as `192.0.2.53` or `127.0.0.1:5353`; default those of
///   `/etc/resolv.conf`
/// @param dnsTimeout how long one DNS server may take for one answer; default 5s
/// @param dnsAttempts how often a silent DNS server is asked; default 2
/// @param dnsDeadline for one question, all servers and aliases together; default 15s
/// @param caFile PEM file with the authorities that are believed of mail servers, relative to the
///   folder of the configuration; none: those of the Java run-time
/// @param policyCaFile the same of HTTPS servers with policies
/// @param httpsPort where policies are fetched; default 443
/// @param allowLoopback whether policies may be fetched from addresses that only this machine or
///   its own link understands; default no
/// @param connectTimeout how long one address of an HTTPS server is tried; default 10s
/// @param fetchTimeout for a whole policy, addresses and all; default 30s
/// @param maxPolicySize octets of a policy; default 64K
/// @param folder where policies are kept; default `mta-sts` in the folder of the data
/// @param maxCached domains that are remembered, one more for every 512 octets of a policy; default
///   20000
/// @param minMaxAge shortest life of a policy, even if it wants less; default 0s
/// @param maxMaxAge longest life of a policy, even if it wants more; default 31557600s
/// @param refreshInterval when a policy is fetched anew although its id is the same, or after half
///   its life if that is sooner; default 1d
/// @param minTtl how long an answer of DNS is believed at least; default 1m
/// @param maxTtl how long at most; default 1h
/// @param negativeTtl how long at most if a domain has no record; default 15m
/// @param dnsFailureTtl when DNS is asked again after it gave no answer; default 30s
/// @param failureTtl when a policy is fetched again after it could not be; default 5m
public record MtaStsSettings(
        List<String> domains,
        List<String> except,
        List<String> nameservers,
        Duration dnsTimeout,
        int dnsAttempts,
        Duration dnsDeadline,
        Optional<Path> caFile,
        Optional<Path> policyCaFile,
        int httpsPort,
        boolean allowLoopback,
        Duration connectTimeout,
        Duration fetchTimeout,
        int maxPolicySize,
        Path folder,
        int maxCached,
        Duration minMaxAge,
        Duration maxMaxAge,
        Duration refreshInterval,
        Duration minTtl,
        Duration maxTtl,
        Duration negativeTtl,
        Duration dnsFailureTtl,
        Duration failureTtl) {

    /// What RFC 8461 §3.2 allows.
    private static final Duration LONGEST_AGE = Duration.ofHours(8766);

    private static final Duration WEEK = Duration.ofDays(7);

    public MtaStsSettings {
        domains = List.copyOf(domains);
        except = List.copyOf(except);
        nameservers = List.copyOf(nameservers);
        NextHops.parse(domains);
        NextHops.parse(except);
        nameservers.forEach(text -> ServerAddress.parse("nameserver", text));
        dnsTimeout = timeout("dns-timeout", dnsTimeout, 5, 60);
        dnsAttempts = between("dns-attempts", dnsAttempts, 2, 1, 10);
        dnsDeadline = timeout("dns-deadline", dnsDeadline, 15, 60);
        httpsPort = between("https-port", httpsPort, 443, 1, 65_535);
        connectTimeout = timeout("connect-timeout", connectTimeout, 10, 60);
        fetchTimeout = timeout("fetch-timeout", fetchTimeout, 30, 60);
        maxPolicySize = between("max-policy-size", maxPolicySize, 64 << 10, 1 << 10, 1 << 20);
        folder = Objects.requireNonNullElse(folder, Path.of("mta-sts"));
        maxCached = between("max-cached", maxCached, 20_000, 100, 10_000_000);
        maxMaxAge = kept("max-max-age", maxMaxAge, LONGEST_AGE, LONGEST_AGE);
        minMaxAge = kept("min-max-age", minMaxAge, Duration.ZERO, maxMaxAge);
        refreshInterval =
                kept("refresh-interval", refreshInterval, Duration.ofDays(1), LONGEST_AGE);
        maxTtl = kept("max-ttl", maxTtl, Duration.ofHours(1), WEEK);
        minTtl = kept("min-ttl", minTtl, Duration.ofMinutes(1), maxTtl);
        negativeTtl = kept("negative-ttl", negativeTtl, Duration.ofMinutes(15), WEEK);
        dnsFailureTtl = kept("dns-failure-ttl", dnsFailureTtl, Duration.ofSeconds(30), WEEK);
        failureTtl = kept("failure-ttl", failureTtl, Duration.ofMinutes(5), WEEK);
    }

    boolean concern(NextHop hop) {
        return NextHops.parse(domains).include(hop)
                && (except.isEmpty() || !NextHops.parse(except).includeSurely(hop));
    }

    List<InetSocketAddress> nameserverAddresses() {
        return nameservers.stream().map(text -> ServerAddress.parse("nameserver", text)).toList();
    }

    private static Duration timeout(String name, Duration value, int otherwise, int most) {
        var set = Objects.requireNonNullElse(value, Duration.ofSeconds(otherwise));
        if (set.isZero() || set.isNegative() || set.compareTo(Duration.ofSeconds(most)) > 0) {
            throw new IllegalArgumentException(
                    name + " must be more than 0s and at most " + most + "s");
        }
        return set;
    }

    private static Duration kept(String name, Duration value, Duration otherwise, Duration most) {
        var set = Objects.requireNonNullElse(value, otherwise);
        if (set.isNegative() || set.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " must lie between 0s and " + most.toSeconds() + "s");
        }
        return set;
    }

    private static int between(String name, int value, int otherwise, int least, int most) {
        int set = value == 0 ? otherwise : value;
        if (set < least || set > most) {
            throw new IllegalArgumentException(
                    name + " must lie between " + least + " and " + most);
        }
        return set;
    }
}
