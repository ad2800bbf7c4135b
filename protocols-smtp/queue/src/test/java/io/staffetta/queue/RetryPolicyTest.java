package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

class RetryPolicyTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");
    private static final RetryPolicy POLICY = TestSettings.DEFAULTS.retryPolicy();

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT5M",
        "PT4M, PT5M",
        "PT5M, PT5M",
        "PT20M, PT20M",
        "PT67M, PT67M",
        "PT68M, PT67M",
        "P4D, PT67M",
        // the clock was set back
        "-PT3H, PT5M",
    })
    void theWaitIsTheAgeWithinBounds(Duration age, Duration wait) {
        var now = RECEIVED.plus(age);

        assertThat(POLICY.next(RECEIVED, now, 0)).isEqualTo(now.plus(wait));
    }

    @Test
    void jitterAddsUpToAnEighth() {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            var wait =
                    Duration.between(
                            RECEIVED, POLICY.next(RECEIVED, RECEIVED, random.nextDouble()));
            assertThat(wait).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(338));
        }
        assertThat(POLICY.next(RECEIVED, RECEIVED, 0.5)).isEqualTo(RECEIVED.plusMillis(318_750));
    }

    @Test
    void aMessageIsTriedAboutAHundredTimesInItsLife() {
        var random = new Random(1);
        int attempts = 0;
        for (var now = RECEIVED;
                Duration.between(RECEIVED, now).compareTo(POLICY.expiry()) < 0;
                now = POLICY.next(RECEIVED, now, random.nextDouble())) {
            attempts++;
        }
        assertThat(attempts).isBetween(95, 115);
    }
}
