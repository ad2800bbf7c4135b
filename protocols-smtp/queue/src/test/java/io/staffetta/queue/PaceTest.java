package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;

class PaceTest {

    private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");

    /// Whatever begins as soon as it may: no span of the time sees more than the rate, and what may
    /// begin comes close to it.
    @Test
    void noSpanSeesMore() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var rate = new Rate(1 + random.nextInt(20), Duration.ofMillis(1 + random.nextInt(90)));
            var pace = new Pace(rate);
            var begun = new ArrayList<Instant>();
            var now = T0;
            for (int i = 0; i < 500; i++) {
                var next = pace.next(now);
                now = next.isAfter(now) ? next : now.plusNanos(random.nextInt(3_000_000));
                if (!pace.next(now).isAfter(now)) {
                    pace.begin(now);
                    begun.add(now);
                }
            }
            assertThat(begun).hasSizeGreaterThan(rate.count() * 2);
            for (int i = rate.count(); i < begun.size(); i++) {
                assertThat(Duration.between(begun.get(i - rate.count()), begun.get(i)))
                        .as("%s, seed %d", rate, seed)
                        .isGreaterThanOrEqualTo(rate.per());
            }
        }
    }

    @Test
    void aClockThatIsSetBackDoesNotStopMail() {
        var pace = new Pace(new Rate(1, Duration.ofMinutes(1)));
        pace.begin(T0);
        assertThat(pace.next(T0)).isEqualTo(T0.plusSeconds(60));
        assertThat(pace.isUnused(T0.plusSeconds(59))).isFalse();
        assertThat(pace.isUnused(T0.plusSeconds(60))).isTrue();

        assertThat(pace.next(T0.minusSeconds(3_600))).isEqualTo(T0.minusSeconds(3_600));
    }
}
