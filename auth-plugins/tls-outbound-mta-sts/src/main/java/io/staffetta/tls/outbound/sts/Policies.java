package io.staffetta.tls.outbound.sts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The policies of all domains, as they are known now. Used by many threads, has none of its own:
/// what must be looked up again is looked up by one of those who ask. The others go on with the
/// policy that is known, or wait if there is none.
final class Policies {

    private final MtaStsSettings settings;
    private final PolicyShelf shelf;
    private final PolicyLookup lookup;
    private final InstantSource clock;
    private final Cache<String, KnownDomain> domains;

    Policies(MtaStsSettings settings, PolicyShelf shelf, PolicyLookup lookup, InstantSource clock) {
        this.settings = settings;
        this.shelf = shelf;
        this.lookup = lookup;
        this.clock = clock;
        domains =
                Caffeine.newBuilder()
                        .maximumWeight(settings.maxCached())
                        .weigher((String _, KnownDomain known) -> known.weight())
                        .executor(Runnable::run)
                        .build();
    }

    /// The policy that holds for a domain; empty if there is none. May block.
    ///
    /// @throws IOException if somebody else is finding out, and takes too long
    Optional<CachedPolicy> find(String domain) throws IOException, InterruptedException {
        return find(domain, known -> known.isFresh(clock.instant()));
    }

    /// The same, but DNS is asked again unless it was just now: nothing must fail because of a
    /// policy that was replaced (RFC 8461 §5.1).
    Optional<CachedPolicy> findAnew(String domain) throws IOException, InterruptedException {
        return find(
                domain,
                known -> {
                    var now = clock.instant();
                    return known.isFresh(now)
                            && now.isBefore(known.asked().plus(settings.minTtl()));
                });
    }

    private Optional<CachedPolicy> find(String name, Freshness freshness)
            throws IOException, InterruptedException {
        var domain = domains.get(name, this::load);
        var known = domain.knowledge();
        if (freshness.is(known)) {
            return known.valid(clock.instant());
        }
        if (known.valid(clock.instant()).isPresent()) {
            if (domain.asking().tryLock()) {
                learn(name, domain, freshness);
            }
        } else if (domain.asking().tryLock(patience(), TimeUnit.MILLISECONDS)) {
            learn(name, domain, freshness);
        } else {
            throw new IOException("the MTA-STS policy of " + name + " is still being looked up");
        }
        return domain.knowledge().valid(clock.instant());
    }

    /// With the lock held, which is given back.
    private void learn(String name, KnownDomain domain, Freshness freshness)
            throws InterruptedException {
        try {
            if (!freshness.is(domain.knowledge())) {
                domain.learn(lookup.refresh(name, domain.knowledge()));
                // Weighed anew.
                domains.asMap().computeIfPresent(name, (_, known) -> known);
            }
        } finally {
            domain.asking().unlock();
        }
    }

    private long patience() {
        return settings.dnsDeadline().plus(settings.fetchTimeout()).toMillis();
    }

    private KnownDomain load(String name) {
        return new KnownDomain(Knowledge.of(shelf.read(name)));
    }

    /// Whether what is known will do.
    private interface Freshness {
        boolean is(Knowledge known);
    }
}
