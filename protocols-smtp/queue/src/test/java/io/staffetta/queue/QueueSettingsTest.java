package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class QueueSettingsTest {

    @Test
    void defaults() {
        assertThat(new QueueSettings(0, null, null, null, null, null, null, 0, null, null))
                .isEqualTo(
                        new QueueSettings(
                                20,
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(67),
                                Duration.ofDays(5),
                                Duration.ofDays(1),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(20),
                                65536,
                                Duration.ZERO,
                                Duration.ofHours(4)));
    }

    @Test
    void badValuesAreNamed() {
        assertThatThrownBy(() ->
                        new QueueSettings(-1, null, null, null, null, null, null, 0, null, null))
                .hasMessage("concurrency: must be more than zero");
        assertThatThrownBy(() ->
                        new QueueSettings(
                                0, null, null, Duration.ZERO, null, null, null, 0, null, null))
                .hasMessage("expiry: must be more than zero");
        assertThatThrownBy(() ->
                        new QueueSettings(
                                0,
                                Duration.ofHours(2),
                                null,
                                null,
                                null,
                                null,
                                null,
                                0,
                                null,
                                null))
                .hasMessage("retry-max: must not be less than retry-min");
        assertThatThrownBy(() ->
                        new QueueSettings(
                                0,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                0,
                                Duration.ofHours(-1),
                                null))
                .hasMessage("delay-warning: must not be negative");
        assertThatThrownBy(() ->
                        new QueueSettings(
                                0, null, null, null, null, null, null, 0, null, Duration.ZERO))
                .hasMessage("delay-notice: must be more than zero");
    }
}
