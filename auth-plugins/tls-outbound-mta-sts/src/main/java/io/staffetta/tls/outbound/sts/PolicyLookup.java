package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.tls.outbound.sts.Discovered.Nothing;
import io.staffetta.tls.outbound.sts.Discovered.Published;
import io.staffetta.tls.outbound.sts.Discovered.Unknown;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Finds out what there is to know of a domain (RFC 8461 §3, §5.1).
///
/// @param settings how long what is believed
/// @param discovery asks DNS
/// @param fetch asks the server of the policy
/// @param shelf keeps policies
/// @param observer is told what fails
/// @param clock tells the time
record PolicyLookup(
        MtaStsSettings settings,
        Discovery discovery,
        PolicyFetch fetch,
        PolicyShelf shelf,
        TlsObserver observer,
        InstantSource clock) {

    private static final Logger log = LoggerFactory.getLogger(PolicyLookup.class);

    /// Asks DNS, and fetches the policy if it has changed or is due. One that still holds is never
    /// lost to a failure.
    Knowledge refresh(String domain, Knowledge known) throws InterruptedException {
        var discovered = discovery.find(domain);
        var now = clock.instant();
        var next = new Knowledge(known.policy(), now, now.plus(ttl(discovered)), known.failure());
        var id = wanted(discovered, known.valid(now), now);
        if (id.isPresent() && known.mayFetch(id.get(), now)) {
            next = fetched(domain, id.get(), next);
        }
        return limited(next, clock.instant());
    }

    /// What is known is not fresh beyond the end of the policy.
    private static Knowledge limited(Knowledge known, Instant now) {
        var end = known.valid(now).map(CachedPolicy::end).filter(known.until()::isAfter);
        return end.isEmpty()
                ? known
                : new Knowledge(known.policy(), known.asked(), end.get(), known.failure());
    }

    private Optional<String> wanted(
            Discovered discovered, Optional<CachedPolicy> valid, Instant now) {
        var due = valid.filter(policy -> policy.isDue(now, settings.refreshInterval()));
        return switch (discovered) {
            case Published(String id, _)
                    when due.isPresent() || !valid.map(CachedPolicy::id).equals(Optional.of(id)) ->
                    Optional.of(id);
            case Published _ -> Optional.empty();
            case Nothing _, Unknown _ -> due.map(CachedPolicy::id);
        };
    }

    private Knowledge fetched(String domain, String id, Knowledge known)
            throws InterruptedException {
        try {
            var policy = shelf.keep(domain, id, fetch.fetch(domain));
            log.atInfo()
                    .addKeyValue("domain", domain)
                    .addKeyValue("id", id)
                    .addKeyValue("mode", policy.policy().mode())
                    .addKeyValue("until", policy.end())
                    .log("MTA-STS policy fetched");
            return new Knowledge(
                    Optional.of(policy), known.asked(), known.until(), Optional.empty());
        } catch (PolicyFailure e) {
            var now = clock.instant();
            var held = known.valid(now);
            log.atWarn()
                    .addKeyValue("domain", domain)
                    .addKeyValue("result", e.result())
                    .addKeyValue("problem", e.getMessage())
                    .addKeyValue("kept", held.map(CachedPolicy::id).orElse("none"))
                    .log("MTA-STS policy cannot be fetched");
            report(domain, held, e);
            var failure = new Knowledge.Failure(id, now.plus(settings.failureTtl()));
            return new Knowledge(
                    known.policy(), known.asked(), known.until(), Optional.of(failure));
        }
    }

    private void report(String domain, Optional<CachedPolicy> held, PolicyFailure failure) {
        var published =
                held.map(CachedPolicy::published)
                        .orElseGet(() ->
                                new PublishedTls(
                                        PublishedTls.Type.STS,
                                        domain,
                                        List.of(),
                                        List.of(),
                                        false));
        observer.observed(
                new TlsOutcome(
                        new NextHop(domain, "mta-sts." + domain, settings.httpsPort(), false),
                        published,
                        failure.result(),
                        failure.getMessage(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private Duration ttl(Discovered discovered) {
        return switch (discovered) {
            case Published(_, Duration ttl) -> between(ttl, settings.maxTtl());
            case Nothing(Duration ttl) -> between(ttl, settings.negativeTtl());
            case Unknown _ -> settings.dnsFailureTtl();
        };
    }

    private Duration between(Duration ttl, Duration most) {
        var least = ttl.compareTo(settings.minTtl()) < 0 ? settings.minTtl() : ttl;
        return least.compareTo(most) > 0 ? most : least;
    }
}
