package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;
import static io.staffetta.testkit.SpoolContract.delivered;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.replay;
import static io.staffetta.testkit.SpoolContract.simpleEnvelope;
import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.SpoolFullException;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// A disk that is full, broken or slow.
class FaultTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private final CountingMeters meters = new CountingMeters();

    @ParameterizedTest
    @ValueSource(ints = {3000, 30_000})
    void aFullDiskRefusesAndGoesOnWhenSpaceReturns(int size) throws Exception {
        var spool = open(disk, Settings.small());
        disk.capacity(600_000);
        var stored = new ArrayList<SpooledMessage>();
        assertThatExceptionOfType(SpoolFullException.class)
                .isThrownBy(() -> {
                    while (true) {
                        stored.add(store(spool, simpleEnvelope(), octets(size, 1)));
                    }
                });
        assertThat(stored).isNotEmpty();
        assertThatIOException().isThrownBy(() -> store(spool, simpleEnvelope(), octets(size, 1)));

        disk.capacity(1_000_000);
        var late = store(spool, simpleEnvelope(), octets(size, 2));
        assertThat(bytes(spool.find(late.id()).orElseThrow().content())).isEqualTo(octets(size, 2));
        stored.add(late);
        spool.close();
        var again = open(disk.afterKill(), Settings.small());
        assertThat(replay(again)).extracting(SpooledMessage::id).containsAll(ids(stored));
        again.close();
    }

    @Test
    void aFullDiskEmptiesItselfByDelivery() throws Exception {
        disk.capacity(600_000);
        var spool = open(disk, reserve(100_000));
        for (int round = 0; round < 5; round++) {
            var stored = new ArrayList<SpooledMessage>();
            assertThatExceptionOfType(SpoolFullException.class)
                    .isThrownBy(() -> {
                        while (true) {
                            stored.add(store(spool, simpleEnvelope(), octets(5000, 1)));
                        }
                    });
            assertThat(stored).hasSizeGreaterThan(20);
            for (var message : stored) {
                spool.recordDurably(message.id(), Map.of(0, delivered()));
            }
        }
        assertThat(spool.status().messages()).isZero();
        spool.close();
    }

    @Test
    void theReserveIsKeptForProgress() throws Exception {
        disk.capacity(600_000);
        var spool = open(disk, reserve(200_000));
        var stored = new ArrayList<SpooledMessage>();
        assertThatExceptionOfType(SpoolFullException.class)
                .isThrownBy(() -> {
                    while (true) {
                        stored.add(store(spool, simpleEnvelope(), octets(30_000, 1)));
                    }
                })
                .withMessageContaining("min-free is 200000");
        assertThat(disk.free()).isGreaterThan(100_000);
        disk.capacity(disk.used() + 150_000);
        assertThat(spool.status().accepting()).isFalse();
        spool.hold(stored.getFirst().id(), Optional.of("still possible"));
        disk.capacity(Long.MAX_VALUE / 2);
        assertThat(spool.status().accepting()).isTrue();
        spool.close();
    }

    /// Or a power cut could bring the earlier one back with its messages, and not what became of
    /// them.
    @Test
    void noSegmentGoesBeforeTheEarlierOneIsGoneForCertain() throws Exception {
        var spool = open(disk, Settings.small());
        var stored = new ArrayList<SpooledMessage>();
        while (segments() < 5) {
            stored.add(store(spool, simpleEnvelope(), octets(3000, 1)));
        }
        disk.failing(what -> what.equals("sync segments"));
        var last = stored.subList(stored.size() - 3, stored.size());
        for (var message : stored.subList(0, stored.size() - 3)) {
            spool.record(message.id(), Map.of(0, delivered()));
        }
        for (var message : last) {
            spool.recordDurably(message.id(), Map.of(0, delivered()));
        }
        spool.close();

        assertThat(segments()).isEqualTo(4);
    }

    private long segments() {
        return disk.list(Disk.SEGMENTS).stream().filter(Segment::isLog).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"force segments", "write segments"})
    void aFailedWriteIsNeverAcknowledgedAndNeverComesBack(String operation) throws Exception {
        var spool = open(disk, Settings.small());
        var before = store(spool, simpleEnvelope(), octets(2000, 1));
        disk.failing(what -> what.startsWith(operation) && what.contains("000001."));
        assertThatIOException()
                .isThrownBy(() -> store(spool, simpleEnvelope(), octets(2000, 2)))
                .withMessage("Input/output error");
        var after = store(spool, simpleEnvelope(), octets(2000, 3));
        assertThat(bytes(spool.find(before.id()).orElseThrow().content()))
                .isEqualTo(octets(2000, 1));
        spool.close();

        var again = open(disk.afterKill(), Settings.small());
        assertThat(replay(again))
                .extracting(SpooledMessage::id)
                .containsExactly(before.id(), after.id());
        assertThat(again.status().damaged()).isZero();
        again.close();
    }

    @Test
    void progressIsWrittenAgainAfterAFailure() throws Exception {
        var spool = open(disk, Settings.small());
        var message = store(spool, simpleEnvelope(), octets(2000, 1));
        disk.failing(what -> what.startsWith("force") || what.startsWith("create"));
        assertThatIOException()
                .isThrownBy(() -> spool.recordDurably(message.id(), Map.of(0, delivered())));
        disk.failing(_ -> false);
        store(spool, simpleEnvelope(), octets(2000, 2));
        var again = open(disk.afterKill(), Settings.small());
        assertThat(again.find(message.id())).isEmpty();
        again.close();
        spool.close();
    }

    @Test
    void aDiskThatFailsForAWhileIsUsedAgain() throws Exception {
        var spool = open(disk, Settings.small());
        disk.failing(_ -> true);
        for (int size : new int[] {10, 30_000}) {
            assertThatIOException()
                    .isThrownBy(() -> store(spool, simpleEnvelope(), octets(size, 1)));
        }
        disk.failing(_ -> false);
        for (int size : new int[] {10, 30_000}) {
            var id = store(spool, simpleEnvelope(), octets(size, 1)).id();
            assertThat(spool.find(id)).isPresent();
        }
        spool.close();
        assertThat(meters.count("spool.stored")).isEqualTo(2);
    }

    @Test
    void whoGivesUpWaitingStoresNothing() throws Exception {
        var spool = open(disk, deadline(Duration.ofMillis(50)));
        var first = store(spool, simpleEnvelope(), octets(10, 1));
        var stuck = new CountDownLatch(1);
        disk.failing(what -> {
            await(what.startsWith("force") ? stuck : new CountDownLatch(0));
            return false;
        });
        assertThatIOException()
                .isThrownBy(() -> store(spool, simpleEnvelope(), octets(10, 2)))
                .withMessage("the spool's disk is too slow");
        stuck.countDown();
        disk.failing(_ -> false);
        var last = storePatiently(spool);
        spool.close();
        var again = open(disk.afterKill(), Settings.small());
        assertThat(replay(again))
                .extracting(SpooledMessage::id)
                .contains(first.id(), last)
                .hasSize(2);
        again.close();
    }

    @Test
    void anInterruptedReaderHurtsNobody() throws Exception {
        var spool = open(disk, Settings.small());
        Thread.currentThread().interrupt();
        try {
            assertThat(store(spool, simpleEnvelope(), octets(10, 1)).id()).isNotNull();
        } catch (IOException e) {
            // Unless the disk was faster than the caller.
            assertThat(e).hasMessage("interrupted while storing");
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store(spool, simpleEnvelope(), octets(10, 1)).id()).isNotNull();
        spool.close();
    }

    @Test
    void aClosedSpoolRefuses() throws Exception {
        var spool = open(disk, Settings.small());
        spool.close();
        assertThatIOException()
                .isThrownBy(() -> store(spool, simpleEnvelope(), octets(10, 1)))
                .withMessage("the spool is closed");
        assertThat(spool.status().accepting()).isFalse();
    }

    @Test
    void draftsGoToFilesEarlyWhenMemoryIsShort() throws Exception {
        var spool = open(disk, Settings.of(1 << 20, 1 << 16, 1 << 18));
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < 8; i++) {
            var draft = spool.draft();
            draft.write(octets(200_000, i), 0, 200_000);
            drafts.add(draft);
        }
        assertThat(disk.list(Disk.LARGE)).isNotEmpty();
        for (int i = 0; i < 8; i++) {
            var message =
                    spool.store(simpleEnvelope(), Optional.empty(), new byte[0], drafts.get(i), 0);
            assertThat(bytes(spool.find(message.id()).orElseThrow().content()))
                    .isEqualTo(octets(200_000, i));
        }
        spool.close();
    }

    private SpoolId storePatiently(LogSpool spool) {
        while (true) {
            try {
                return store(spool, simpleEnvelope(), octets(10, 3)).id();
            } catch (IOException e) {
                assertThat(e).hasMessage("the spool's disk is too slow");
            }
        }
    }

    private LogSpool open(SimulatedDisk on, LogSpoolSettings settings) throws IOException {
        var spool = new LogSpool(settings, () -> on, meters);
        spool.start();
        return spool;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<SpoolId> ids(List<SpooledMessage> messages) {
        return messages.stream().map(SpooledMessage::id).toList();
    }

    private static LogSpoolSettings reserve(long octets) {
        var base = Settings.small();
        return with(base, octets, base.deadline());
    }

    private static LogSpoolSettings deadline(Duration deadline) {
        return with(Settings.small(), 1, deadline);
    }

    private static LogSpoolSettings with(LogSpoolSettings base, long minFree, Duration deadline) {
        return new LogSpoolSettings(
                base.directory(),
                base.segmentSize(),
                base.allocationStep(),
                base.largeThreshold(),
                base.draftMemory(),
                base.contentMemory(),
                minFree,
                base.queueLimit(),
                base.diskMultiple(),
                base.spareSegments(),
                base.progressSync(),
                deadline);
    }
}
