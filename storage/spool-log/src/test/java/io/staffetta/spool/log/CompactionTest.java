package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;
import static io.staffetta.testkit.SpoolContract.delivered;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.replay;
import static io.staffetta.testkit.SpoolContract.simpleEnvelope;
import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Disk use stays within a small multiple of what lives, whatever is stuck.
class CompactionTest {

    private static final int SEGMENT = 256 * 1024;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final CountingMeters meters = new CountingMeters();

    @Test
    void onePercentOfStuckMessagesPinsNothing() throws Exception {
        var spool = open();
        var stuck = new LinkedHashMap<SpoolId, Integer>();
        var deferred =
                new RecipientProgress(
                        RecipientProgress.State.QUEUED, 3, Instant.ofEpochSecond(9), "451 later");
        long most = 0;
        for (int i = 0; i < 10_000; i++) {
            var id = store(spool, simpleEnvelope(), octets(4000, i)).id();
            if (i % 100 == 0) {
                stuck.put(id, i);
                spool.record(id, Map.of(0, deferred));
                spool.hold(id, Optional.of("held " + i));
            } else {
                spool.record(id, Map.of(0, delivered()));
            }
            most = Math.max(most, disk.used());
        }
        long live = spool.status().liveBytes();
        assertThat(live).isBetween(100 * 4000L, 100 * 4500L);
        // Twice the live octets, two segments, the spares, and what is being written.
        assertThat(most).isLessThan(2 * live + (2 + 2 + 2) * SEGMENT);
        assertThat(meters.count("spool.copied")).isPositive();
        spool.close();

        var again = open();
        var found = replay(again);
        assertThat(found).hasSize(100);
        for (var message : found) {
            int seed = stuck.get(message.id());
            assertThat(bytes(message.content())).isEqualTo(octets(4000, seed));
            assertThat(message.progress()).containsExactly(deferred);
            assertThat(message.hold()).contains("held " + seed);
        }
        again.close();
    }

    @Test
    void aQueueOfLiveMessagesIsNotCopiedRoundAndRound() throws Exception {
        var spool = open();
        for (int i = 0; i < 2000; i++) {
            store(spool, simpleEnvelope(), octets(4000, i));
        }
        assertThat(meters.count("spool.copied")).isLessThan(2000);
        spool.close();
    }

    @Test
    void restartsLeaveNoTrail() throws Exception {
        var first = open();
        var stuck = store(first, simpleEnvelope(), octets(4000, 1)).id();
        first.close();
        for (int i = 0; i < 100; i++) {
            var spool = open();
            var id = store(spool, simpleEnvelope(), octets(4000, 2)).id();
            spool.recordDurably(id, Map.of(0, delivered()));
            spool.close();
        }
        assertThat(disk.used()).isLessThan(6 * SEGMENT);
        var spool = open();
        assertThat(spool.find(stuck)).isPresent();
        spool.close();
    }

    @Test
    void largeContentsAreNotCopied() throws Exception {
        var spool = open();
        var stuck = store(spool, simpleEnvelope(), octets(500_000, 7)).id();
        for (int i = 0; i < 1000; i++) {
            var id = store(spool, simpleEnvelope(), octets(4000, i)).id();
            spool.record(id, Map.of(0, delivered()));
        }
        assertThat(meters.count("spool.copied")).isPositive();
        assertThat(disk.list(Disk.LARGE)).hasSize(1);
        assertThat(bytes(spool.find(stuck).orElseThrow().content())).isEqualTo(octets(500_000, 7));
        spool.recordDurably(stuck, Map.of(0, delivered()));
        spool.close();
        assertThat(disk.list(Disk.LARGE)).isEmpty();
    }

    private LogSpool open() throws IOException {
        var spool = new LogSpool(Settings.of(SEGMENT, 64 * 1024, 16 * 1024), () -> disk, meters);
        spool.start();
        return spool;
    }
}
