package io.staffetta.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The bucket of one key. Used by many threads.
final class TokenBucket {

    /// What was taken, the first of it then.
    record Taken(long tokens, Instant since) {

        static final Taken NOTHING = new Taken(0, Instant.MAX);

        Taken and(Taken more) {
            return new Taken(tokens + more.tokens, since.isBefore(more.since) ? since : more.since);
        }
    }

    /// Time as the server has it.
    private record Meter(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    private final String key;
    private final long capacity;
    private final Rate rate;
    private final Bucket bucket;
    private final InstantSource clock;
    private final AtomicReference<Taken> unsaved = new AtomicReference<>(Taken.NOTHING);

    private TokenBucket(String key, long capacity, Rate rate, Bucket bucket, InstantSource clock) {
        this.clock = clock;
        this.key = key;
        this.capacity = capacity;
        this.rate = rate;
        this.bucket = bucket;
    }

    /// @param key its name in the state store
    /// @param tokens what it begins with; less than zero for debts
    static TokenBucket of(String key, long capacity, Rate rate, long tokens, InstantSource clock) {
        var bucket =
                Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(capacity)
                                        .refillGreedy(rate.amount(), rate.period())
                                        .initialTokens(Math.clamp(tokens, 0, capacity)))
                        .withCustomTimePrecision(new Meter(clock))
                        .build();
        if (tokens < 0) {
            bucket.consumeIgnoringRateLimits(-tokens);
        }
        return new TokenBucket(key, capacity, rate, bucket, clock);
    }

    String key() {
        return key;
    }

    /// Takes one, or says how long until there is one.
    Optional<Duration> take() {
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            putBack(new Taken(1, clock.instant()));
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// How long until there is one, without taking it; empty if there is.
    Optional<Duration> look() {
        var probe = bucket.estimateAbilityToConsume(1);
        return probe.canBeConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// Takes so many, there or not.
    void charge(long tokens) {
        long most = bucket.getAvailableTokens() + capacity;
        long taken = Math.min(tokens, most);
        if (taken > 0) {
            bucket.consumeIgnoringRateLimits(taken);
            putBack(new Taken(taken, clock.instant()));
        }
    }

    /// What was taken since this was asked last.
    Taken takeUnsaved() {
        return unsaved.getAndSet(Taken.NOTHING);
    }

    /// That is not saved, or not any more.
    void putBack(Taken taken) {
        unsaved.updateAndGet(more -> more.and(taken));
    }

    /// What is to be saved: what was taken was taken then, and the bucket has filled since.
    SavedTokens savedAfter(Optional<SavedTokens> before, Taken taken, Instant now) {
        return before.orElseGet(() -> SavedTokens.full(capacity, taken.since()))
                .at(taken.since(), capacity, rate)
                .less(taken.tokens(), capacity)
                .at(now, capacity, rate);
    }

    /// Takes what others took from what is saved: another server, or a plugin that is replaced.
    void follow(SavedTokens saved) {
        double surplus = bucket.getAvailableTokens() - (saved.tokens() - unsaved.get().tokens());
        if (surplus >= 1.5) {
            bucket.consumeIgnoringRateLimits((long) surplus);
        }
    }
}
