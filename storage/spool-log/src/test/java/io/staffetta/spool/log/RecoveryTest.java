package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.delivered;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.simpleEnvelope;
import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;

class RecoveryTest {

    @TempDir Path directory;

    @Test
    void aHundredThousandMessagesAreFoundAgain(TestReporter report) throws Exception {
        var spool = open();
        var live = new ConcurrentSkipListSet<SpoolId>();
        var content = octets(500, 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 100; i++) {
                writers.add(() -> {
                    for (int j = 0; j < 1000; j++) {
                        var id = store(spool, simpleEnvelope(), content).id();
                        if (j % 10 == 0) {
                            spool.record(id, Map.of(0, delivered()));
                        } else {
                            live.add(id);
                        }
                    }
                    return true;
                });
            }
            for (var writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        }
        spool.close();

        long begun = System.nanoTime();
        var again = open();
        long opened = System.nanoTime();
        var found = new ArrayList<SpoolId>();
        again.replay(message -> found.add(message.id()));
        report.publishEntry("opened in", Duration.ofNanos(opened - begun).toString());
        report.publishEntry("replayed in", Duration.ofNanos(System.nanoTime() - opened).toString());
        assertThat(found).containsExactlyElementsOf(live);
        again.close();
    }

    private LogSpool open() throws IOException {
        var spool =
                new LogSpool(
                        Settings.defaults(),
                        () -> FileDisk.open(directory.resolve("spool")),
                        new CountingMeters());
        spool.start();
        return spool;
    }
}
