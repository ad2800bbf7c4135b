package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.queue.QueueSettings.Destination;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class QueueSettingsTest {

    @Test
    void defaults() {
        assertThat(TestSettings.DEFAULTS)
                .isEqualTo(
                        new QueueSettings(
                                20,
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(67),
                                Duration.ofDays(5),
                                Duration.ofDays(1),
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(20),
                                65536,
                                Duration.ZERO,
                                Duration.ofHours(4),
                                5,
                                200,
                                100,
                                20_000,
                                3,
                                List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "concurrency, -1, must be more than zero",
        "initialConcurrency, -1, must be more than zero",
        "maxDeliveries, -1, must be more than zero",
        "recipientsPerDelivery, -1, must be more than zero",
        "active, -1, must be more than zero",
        "outageAfter, -1, must be more than zero",
        "expiry, PT0S, must be more than zero",
        "retryMin, PT2H, retry-max: must not be less than retry-min",
        "delayWarning, PT-1H, must not be negative",
        "delayNotice, PT0S, must be more than zero",
        "returnedSize, -1, must not be negative",
    })
    void badValuesAreNamed(String name, String value, String message) {
        var kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);

        assertThatThrownBy(() -> TestSettings.with(name, value))
                .hasMessage(message.contains(":") ? message : kebab + ": " + message);
    }

    @Test
    void aNewNextHopGetsNoMoreThanAnyOther() {
        assertThat(TestSettings.with("concurrency", "3").initialConcurrency()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"100/1m, 100, PT1M", "5/s, 5, PT1S", "10000/12h, 10000, PT12H", "1/2d, 1, PT48H"})
    void rates(String text, int count, Duration per) {
        assertThat(new Destination("Example.ORG", 0, text).limit()).contains(new Rate(count, per));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "0/1m", "10001/1m", "1/0s", "-1/m", "1/1w", "1 / m"})
    void badRates(String text) {
        assertThatThrownBy(() -> new Destination("example.org", 0, text))
                .hasMessageStartingWith("rate: ");
    }
}
