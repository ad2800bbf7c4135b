package io.staffetta.spool.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;

class LogSpoolSettingsTest {

    @Test
    void defaults() {
        long m = 1024 * 1024;
        assertThat(Settings.defaults())
                .isEqualTo(
                        new LogSpoolSettings(
                                Path.of("spool"),
                                64 * m,
                                4 * m,
                                m / 4,
                                64 * m,
                                32 * m,
                                100 * m,
                                32 * m,
                                2,
                                4,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1)));
    }

    @Test
    void sizesAreWholeBlocks() {
        assertThat(Settings.of(1_000_000, 10_000, 2000))
                .extracting(LogSpoolSettings::segmentSize, LogSpoolSettings::allocationStep)
                .containsExactly(1_003_520L, 12_288L);
    }

    @Test
    void badValuesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(1000, 8192, 1024))
                .withMessage("segment-size must be at least 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(1 << 20, 8192, 1 << 20))
                .withMessage("large-threshold must be at most 262144");
    }
}
