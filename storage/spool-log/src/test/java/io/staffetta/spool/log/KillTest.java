package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// `kill -9` under load, again and again on the same spool: nothing that was acknowledged is lost.
class KillTest {

    private static final int KILLS = 20;

    @TempDir Path directory;

    @Test
    void killedUnderLoadNothingIsLost() throws Exception {
        var chance = new Random(20);
        Map<SpoolId, Integer> stored = new HashMap<>();
        Set<SpoolId> done = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int lines = stored.size() + done.size() + 50 + chance.nextInt(3000);
            killAfter(lines, kill, stored, done);
        }
        assertThat(stored).hasSizeGreaterThan(KILLS * 20);

        var spool =
                new LogSpool(
                        Settings.of(1 << 20, 1 << 18, 1 << 14),
                        () -> FileDisk.open(directory.resolve("spool")),
                        new CountingMeters());
        spool.start();
        assertThat(spool.status().damaged()).isZero();
        spool.replay(message -> {
            int seed = Integer.parseInt(message.envelope().origin().helo());
            try {
                assertThat(bytes(message.content())).isEqualTo(KilledWriter.content(seed));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            stored.remove(message.id());
        });
        stored.keySet().removeAll(done);
        assertThat(stored).as("acknowledged and lost").isEmpty();
        spool.close();
    }

    private void killAfter(int lines, int seed, Map<SpoolId, Integer> stored, Set<SpoolId> done)
            throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                KilledWriter.class.getName(),
                                directory.resolve("spool").toString(),
                                Integer.toString(seed))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var reader = process.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (stored.size() + done.size() >= lines) {
                    // Not by Process, which would close our end of the pipe.
                    process.toHandle().destroyForcibly();
                }
                var words = line.split(" ");
                if (words[0].equals("stored") && words.length == 3) {
                    stored.put(SpoolId.parse(words[1]), Integer.parseInt(words[2]));
                } else {
                    done.add(SpoolId.parse(words[1]));
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("killed, not failed").isEqualTo(137);
    }
}
