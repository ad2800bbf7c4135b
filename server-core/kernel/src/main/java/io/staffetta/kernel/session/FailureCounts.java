package io.staffetta.kernel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.staffetta.kernel.config.Limits;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Counts by name, each for some time from its first event on. Bounded: of many it forgets those
/// that matter least. Used by many threads.
final class FailureCounts {

    private static final long MAX_REMEMBERED = 50_000;

    /// A count.
    ///
    /// @param since the first event
    record Count(int failures, Instant since) {
        boolean isOver(Instant now, Duration memory) {
            return since.plus(memory).isBefore(now);
        }
    }

    private final Cache<String, Count> counts =
            Caffeine.newBuilder()
                    .maximumSize(MAX_REMEMBERED)
                    .expireAfterWrite(Limits.LONGEST_LOGIN_MEMORY)
                    .executor(Runnable::run)
                    .build();

    /// Counts one more.
    ///
    /// @return how many there are now
    int add(String name, Instant now, Duration memory) {
        return counts.asMap()
                .merge(
                        name,
                        new Count(1, now),
                        (known, first) ->
                                known.isOver(now, memory)
                                        ? first
                                        : new Count(known.failures() + 1, known.since()))
                .failures();
    }

    Optional<Count> get(String name, Instant now, Duration memory) {
        return Optional.ofNullable(counts.getIfPresent(name))
                .filter(count -> !count.isOver(now, memory));
    }

    /// Takes events back that began with the first one of `forgiven`, unless this count began later
    /// and does not hold them all.
    void subtract(String name, Count forgiven) {
        counts.asMap()
                .computeIfPresent(
                        name,
                        (_, known) ->
                                known.since().isAfter(forgiven.since())
                                        ? known
                                        : less(known, forgiven.failures()));
    }

    void put(String name, Count count) {
        counts.put(name, count);
    }

    Optional<Count> remove(String name) {
        return Optional.ofNullable(counts.asMap().remove(name));
    }

    /// Everything that is remembered, whether it still counts or not.
    Map<String, Count> all() {
        return Map.copyOf(counts.asMap());
    }

    private static @Nullable Count less(Count known, int failures) {
        int left = known.failures() - failures;
        return left > 0 ? new Count(left, known.since()) : null;
    }
}
