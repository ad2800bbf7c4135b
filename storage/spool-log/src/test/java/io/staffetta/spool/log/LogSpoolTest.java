package io.staffetta.spool.log;

import io.staffetta.spi.spool.Spool;
import io.staffetta.testkit.SpoolContract;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The contract, with the default settings and with segments so small that every test rolls,
/// recycles and compacts them.
class LogSpoolTest {

    @Nested
    class WithDefaults implements SpoolContract {

        @TempDir Path directory;

        @Override
        public Spool open() throws Exception {
            var spool =
                    new LogSpool(
                            Settings.defaults(),
                            () -> FileDisk.open(directory.resolve("spool")),
                            new CountingMeters());
            spool.start();
            return spool;
        }
    }

    @Nested
    class WithSmallSegments implements SpoolContract {

        @TempDir Path directory;

        @Override
        public Spool open() throws Exception {
            var spool =
                    new LogSpool(
                            Settings.small(),
                            () -> FileDisk.open(directory.resolve("spool")),
                            new CountingMeters());
            spool.start();
            return spool;
        }
    }
}
