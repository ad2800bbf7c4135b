package io.staffetta.ratelimit;

import io.staffetta.spi.state.StateStore;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The accounts of all limits: of each as long as some hook uses it, so that limits which are the
/// same count together, and go on counting over a reload.
final class Ledger {

    private static final String TABLE = "rate-limit";

    private record Shared<T>(T account, int users) {}

    private final Map<String, Shared<Buckets>> buckets = new HashMap<>();
    private final Map<String, Shared<Leases>> leases = new HashMap<>();
    private final AtomicReference<Instant> saved = new AtomicReference<>(Instant.EPOCH);

    /// Opens the accounts of a limit; each call is made up for by one of [#close].
    synchronized Account open(
            LimitSettings limit,
            RateLimitSettings settings,
            StateStore state,
            InstantSource clock) {
        var id = limit.id();
        if (limit.of() == LimitSettings.Of.SESSIONS) {
            var shared = leases.getOrDefault(id, new Shared<>(new Leases(), 0));
            leases.put(id, new Shared<>(shared.account(), shared.users() + 1));
            return new Account.Sessions(limit, shared.account());
        }
        var shared = buckets.get(id);
        if (shared == null) {
            int maxEntries = settings.maxEntries();
            shared =
                    new Shared<>(
                            new Buckets(
                                    id,
                                    limit.parsedRate(),
                                    limit.burst(),
                                    settings.maxKeys(),
                                    () -> state.table(TABLE, maxEntries),
                                    clock),
                            0);
        }
        buckets.put(id, new Shared<>(shared.account(), shared.users() + 1));
        return new Account.Rated(limit, shared.account());
    }

    /// Saves the accounts, and forgets those nobody else uses.
    void close(Collection<Account> accounts) {
        for (var account : accounts) {
            if (account instanceof Account.Rated(_, var counted)) {
                counted.saveAll();
            }
            forget(account.limit().id());
        }
    }

    /// Saves some if it is time.
    void saveIfDue(RateLimitSettings settings, Instant now) {
        var last = saved.get();
        if (now.isBefore(last.plus(settings.saveInterval())) || !saved.compareAndSet(last, now)) {
            return;
        }
        List<Buckets> all;
        synchronized (this) {
            all = buckets.values().stream().map(Shared::account).toList();
        }
        all.forEach(Buckets::saveSome);
    }

    private synchronized void forget(String id) {
        buckets.computeIfPresent(
                id,
                (_, shared) ->
                        shared.users() > 1
                                ? new Shared<>(shared.account(), shared.users() - 1)
                                : null);
        leases.computeIfPresent(
                id,
                (_, shared) ->
                        shared.users() > 1
                                ? new Shared<>(shared.account(), shared.users() - 1)
                                : null);
    }
}
