package io.staffetta.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;
import io.staffetta.sql.SqlState;
import io.staffetta.sql.SqlStateSettings;
import io.staffetta.testkit.FixedFacts;
import io.staffetta.testkit.ManualClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class BucketsTest {

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private SqlState state;

    @BeforeEach
    void open() throws IOException {
        var settings =
                new SqlStateSettings(
                        "jdbc:h2:file:" + folder.resolve("state"), null, null, 0, null, null, 0);
        state = new SqlState(settings, FixedFacts.in(folder), clock);
        state.start();
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void keepFewInMemoryAndForgetNothing() {
        var buckets = buckets(10);
        assertThat(take(buckets, "first", 5)).isEqualTo(5);
        for (int i = 0; i < 2000; i++) {
            take(buckets, "flood " + i, 1);
            buckets.saveSome();
        }
        assertThat(buckets.inMemory()).isLessThanOrEqualTo(20);
        assertThat(take(buckets, "first", 1)).isZero();
    }

    @Test
    void areWrittenOnlyWhenSaved() {
        var buckets = buckets(10);
        take(buckets, "a", 3);
        assertThat(table(state).size()).isZero();
        buckets.saveAll();
        assertThat(table(state).size()).isEqualTo(1);
        assertThat(take(buckets(10), "a", 5)).isEqualTo(2);
    }

    @Test
    void ofTwoServersFollowEachOther() {
        var one = buckets(10);
        var other = buckets(10);
        assertThat(take(one, "a", 3)).isEqualTo(3);
        assertThat(take(other, "a", 2)).isEqualTo(2);
        one.saveAll();
        other.saveAll();
        assertThat(take(other, "a", 5)).isZero();
        clock.advance(Duration.ofMinutes(2));
        assertThat(take(other, "a", 5)).isEqualTo(2);
    }

    @Test
    void countWhatWasTakenWhenItWas() {
        var buckets = buckets(10);
        take(buckets, "a", 5);
        clock.advance(Duration.ofMinutes(4));
        buckets.saveAll();
        assertThat(take(buckets(10), "a", 5)).isEqualTo(4);
        assertThat(take(buckets, "a", 5)).isEqualTo(4);
    }

    @Test
    void debtsEnd() {
        var buckets = buckets(10);
        var bucket = buckets.of("a");
        bucket.charge(1L << 60);
        buckets.taken("a", bucket);
        buckets.saveAll();
        clock.advance(Duration.ofMinutes(5));
        assertThat(take(buckets(10), "a", 1)).isZero();
        clock.advance(Duration.ofMinutes(1));
        assertThat(take(buckets(10), "a", 5)).isEqualTo(1);
        assertThat(take(buckets, "a", 5)).isEqualTo(1);
    }

    @Test
    void thatAreFullAgainLeaveNothingBehind() {
        var buckets = buckets(10);
        take(buckets, "a", 5);
        buckets.saveAll();
        clock.advance(Duration.ofMinutes(6));
        assertThat(table(state).get("limit a")).isEmpty();
        assertThat(take(buckets, "a", 9)).isEqualTo(5);
    }

    /// How many of so many there were.
    private static int take(Buckets buckets, String name, int wanted) {
        int got = 0;
        for (int i = 0; i < wanted; i++) {
            var bucket = buckets.of(name);
            if (bucket.take().isEmpty()) {
                buckets.taken(name, bucket);
                got++;
            }
        }
        return got;
    }

    private Buckets buckets(int maxKeys) {
        return new Buckets("limit", Rate.parse("1/1m"), 5, maxKeys, () -> table(state), clock);
    }

    private static StateTable table(StateStore store) {
        return store.table("rate-limit", 10_000);
    }
}
