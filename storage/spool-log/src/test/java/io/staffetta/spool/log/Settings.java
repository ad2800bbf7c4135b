package io.staffetta.spool.log;

import java.nio.file.Path;
import java.time.Duration;

/// Settings for tests: small segments, so that everything happens often.
final class Settings {

    private static final long K = 1024;

    private Settings() {}

    static LogSpoolSettings small() {
        return of(64 * K, 8 * K, 8 * K);
    }

    static LogSpoolSettings of(long segmentSize, long allocationStep, long largeThreshold) {
        return new LogSpoolSettings(
                Path.of("spool"),
                segmentSize,
                allocationStep,
                largeThreshold,
                1024 * K,
                16 * K,
                1,
                1024 * K,
                2,
                2,
                Duration.ofMillis(20),
                Duration.ofMinutes(1));
    }

    static LogSpoolSettings defaults() {
        return new LogSpoolSettings(null, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null);
    }
}
