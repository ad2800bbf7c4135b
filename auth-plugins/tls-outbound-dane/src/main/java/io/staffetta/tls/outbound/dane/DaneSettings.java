package io.staffetta.tls.outbound.dane;

import io.staffetta.dns.ServerAddress;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.tls.outbound.dane.dns.DnsTerms;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the outbound policy `dane`.
///
/// @param domains destinations or hosts it is for; `.example.org` for everything below; none: every
///   destination
/// @param except destinations it is not for
/// @param mandatory destinations to which nothing is sent that DANE does not secure
/// @param resolver who validates DNSSEC: `validate` (default) for this server, `trust-ad` for the
///   name servers
/// @param allowRemoteResolver whether `trust-ad` believes name servers on other machines too;
///   default no
/// @param nameservers DNS servers such as `192.0.2.53`, `127.0.0.1:5353` or `[2001:db8::53]:53`;
///   default those of `/etc/resolv.conf`
/// @param trustAnchors file in zone format with the DS or DNSKEY records that are believed,
///   relative to the folder of the configuration; none: those of the root that were shipped
/// @param timeout how long one server may take for one answer; default 5s
/// @param attempts how often each server is asked; default 2
/// @param deadline for all questions about one next hop; default 60s, at most 85s
/// @param cacheSize records kept, an answer without any counting as one; also the number of keys of
///   zones; default 10000
/// @param minTtl shortest time an answer is kept, even if its TTL is shorter; default 0s
/// @param maxTtl longest time an answer is kept, even if its TTL is longer; default 1h
/// @param negativeTtl the same for the answer that something does not exist; default 15m
/// @param failureTtl how long a question without answer is not asked again (RFC 9520); default 5s
public record DaneSettings(
        List<String> domains,
        List<String> except,
        List<String> mandatory,
        Resolver resolver,
        boolean allowRemoteResolver,
        List<String> nameservers,
        Optional<Path> trustAnchors,
        Duration timeout,
        int attempts,
        Duration deadline,
        int cacheSize,
        Duration minTtl,
        Duration maxTtl,
        Duration negativeTtl,
        Duration failureTtl) {

    /// The kernel gives a policy 90 s.
    private static final Duration LONGEST = Duration.ofSeconds(85);

    private static final Duration WEEK = Duration.ofDays(7);

    /// Who validates DNSSEC.
    public enum Resolver {
        /// This server does.
        VALIDATE,
        /// The name servers do, and say so with the AD bit.
        TRUST_AD
    }

    public DaneSettings {
        domains = List.copyOf(domains);
        except = List.copyOf(except);
        mandatory = List.copyOf(mandatory);
        NextHops.parse(domains);
        NextHops.parse(except);
        NextHops.parse(mandatory);
        resolver = Objects.requireNonNullElse(resolver, Resolver.VALIDATE);
        if (allowRemoteResolver && resolver != Resolver.TRUST_AD) {
            throw new IllegalArgumentException("allow-remote-resolver is for resolver trust-ad");
        }
        if (trustAnchors.isPresent() && resolver == Resolver.TRUST_AD) {
            throw new IllegalArgumentException("trust-anchors is for resolver validate");
        }
        nameservers = List.copyOf(nameservers);
        nameservers.forEach(text -> ServerAddress.parse("nameserver", text));
        timeout = time("timeout", timeout, Duration.ofSeconds(5));
        attempts = between("attempts", attempts, 2, 10);
        deadline = time("deadline", deadline, Duration.ofSeconds(60));
        cacheSize = between("cache-size", cacheSize, 10_000, 10_000_000);
        minTtl = ttl("min-ttl", minTtl, Duration.ZERO);
        maxTtl = ttl("max-ttl", maxTtl, Duration.ofHours(1));
        if (maxTtl.compareTo(minTtl) < 0) {
            throw new IllegalArgumentException("max-ttl must not be less than min-ttl");
        }
        negativeTtl = ttl("negative-ttl", negativeTtl, Duration.ofMinutes(15));
        failureTtl = ttl("failure-ttl", failureTtl, Duration.ofSeconds(5));
    }

    DnsTerms dns() {
        return new DnsTerms(
                nameservers.stream().map(text -> ServerAddress.parse("nameserver", text)).toList(),
                timeout,
                attempts,
                cacheSize,
                minTtl,
                maxTtl,
                negativeTtl,
                failureTtl);
    }

    private static Duration time(String name, @Nullable Duration value, Duration otherwise) {
        var set = Objects.requireNonNullElse(value, otherwise);
        if (set.isZero() || set.isNegative() || set.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be more than 0s and at most 85s");
        }
        return set;
    }

    private static Duration ttl(String name, @Nullable Duration value, Duration otherwise) {
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
