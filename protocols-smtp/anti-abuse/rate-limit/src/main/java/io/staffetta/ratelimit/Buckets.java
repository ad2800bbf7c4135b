package io.staffetta.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.staffetta.spi.state.StateTable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The buckets of one limit: those in use in memory, all that are not full in the state store. Used
/// by many threads.
final class Buckets {

    private static final Logger log = LoggerFactory.getLogger(Buckets.class);
    private static final long QUIET_SECONDS = 60;

    /// What one caller saves at most, so that nobody waits for long.
    private static final int BATCH = 200;

    private final String id;
    private final Rate rate;
    private final long capacity;
    private final int maxKeys;
    private final Supplier<StateTable> table;
    private final InstantSource clock;
    private final Cache<String, TokenBucket> used;
    // Beside the cache, which may drop a bucket before it is saved.
    private final Map<String, TokenBucket> unsaved = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> warned = new AtomicReference<>(Instant.EPOCH);

    /// @param id of the limit
    /// @param table where they are saved
    Buckets(
            String id,
            Rate rate,
            long capacity,
            int maxKeys,
            Supplier<StateTable> table,
            InstantSource clock) {
        this.id = id;
        this.rate = rate;
        this.capacity = capacity;
        this.maxKeys = maxKeys;
        this.table = table;
        this.clock = clock;
        // After that long even the largest debt is paid, and the bucket full.
        used =
                Caffeine.newBuilder()
                        .maximumSize(maxKeys)
                        .expireAfterAccess(rate.timeFor(2.0 * capacity).plusSeconds(1))
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .executor(Runnable::run)
                        .build();
    }

    /// The bucket to take from.
    TokenBucket of(String name) {
        var known = used.getIfPresent(name);
        if (known == null) {
            var fresh = Optional.ofNullable(unsaved.get(name)).orElseGet(() -> restored(name));
            known = used.get(name, _ -> fresh);
        }
        return known;
    }

    /// The bucket to look into only.
    TokenBucket peek(String name) {
        return Optional.ofNullable(used.getIfPresent(name))
                .or(() -> Optional.ofNullable(unsaved.get(name)))
                .orElseGet(() -> restored(name));
    }

    /// Something was taken from it. Where nothing can be saved, what there is no room for is not.
    void taken(String name, TokenBucket bucket) {
        if (unsaved.size() < maxKeys) {
            unsaved.put(name, bucket);
        }
    }

    /// How many there are in memory, whether saved or not.
    int inMemory() {
        used.cleanUp();
        return (int) used.estimatedSize() + unsaved.size();
    }

    /// Saves some of what was taken.
    void saveSome() {
        save(BATCH);
    }

    /// Saves what was taken.
    void saveAll() {
        save(Integer.MAX_VALUE);
    }

    private void save(int most) {
        for (var name : unsaved.keySet().stream().limit(most).toList()) {
            var bucket = unsaved.remove(name);
            if (bucket != null && !save(bucket)) {
                unsaved.putIfAbsent(name, bucket);
                return;
            }
        }
    }

    private boolean save(TokenBucket bucket) {
        var taken = bucket.takeUnsaved();
        if (taken.tokens() == 0) {
            return true;
        }
        var now = clock.instant();
        try {
            table.get()
                    .update(
                            bucket.key(),
                            before ->
                                    Optional.of(
                                            bucket.savedAfter(
                                                            before.flatMap(SavedTokens::of),
                                                            taken,
                                                            now)
                                                    .entry(bucket.key(), capacity, rate)))
                    .flatMap(SavedTokens::of)
                    .ifPresent(bucket::follow);
            return true;
        } catch (UncheckedIOException e) {
            bucket.putBack(taken);
            warn(e, now);
            return false;
        }
    }

    private TokenBucket restored(String name) {
        var key = StateKey.of(id, name);
        var now = clock.instant();
        Optional<SavedTokens> saved = Optional.empty();
        try {
            saved = table.get().get(key).flatMap(SavedTokens::of);
        } catch (UncheckedIOException e) {
            warn(e, now);
        }
        double tokens = saved.map(one -> one.at(now, capacity, rate).tokens()).orElse(0.0);
        return TokenBucket.of(
                key,
                capacity,
                rate,
                saved.isPresent() ? (long) Math.floor(tokens) : capacity,
                clock);
    }

    private void warn(UncheckedIOException e, Instant now) {
        var last = warned.get();
        if (now.isAfter(last.plusSeconds(QUIET_SECONDS)) && warned.compareAndSet(last, now)) {
            log.atWarn()
                    .addKeyValue("limit", id)
                    .addKeyValue("error", e.getMessage())
                    .log("rate limits are counted in memory only");
        }
    }
}
