package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;
import static io.staffetta.testkit.SpoolContract.delivered;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.simpleEnvelope;
import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/// What acceptance, the first delivery and the end of a message cost the disk.
class FirstDeliveryTest {

    private final SimulatedDisk disk = new SimulatedDisk();
    private LogSpool spool;

    @AfterEach
    void stop() throws Exception {
        spool.close();
    }

    @Test
    void contentThatWasJustStoredIsNotReadFromDisk() throws Exception {
        start(Settings.defaults());
        long before = disk.reads();

        var message = store(spool, simpleEnvelope(), octets(100_000, 1));
        assertThat(bytes(message.content())).isEqualTo(octets(100_000, 1));
        assertThat(disk.reads()).isEqualTo(before);

        var found = spool.find(message.id()).orElseThrow();
        assertThat(bytes(found.content())).isEqualTo(octets(100_000, 1));
        assertThat(disk.reads()).isGreaterThan(before);
    }

    @Test
    void onlyTheNewestContentsStayInMemory() throws Exception {
        start(Settings.small());
        var oldest = store(spool, simpleEnvelope(), octets(6000, 1));
        store(spool, simpleEnvelope(), octets(6000, 2));
        var newest = store(spool, simpleEnvelope(), octets(6000, 3));
        long before = disk.reads();

        assertThat(bytes(newest.content())).isEqualTo(octets(6000, 3));
        assertThat(disk.reads()).isEqualTo(before);
        assertThat(bytes(oldest.content())).isEqualTo(octets(6000, 1));
        assertThat(disk.reads()).isGreaterThan(before);
    }

    @Test
    void aMessageIsOneWriteAndItsEndOneSmallAppend() throws Exception {
        start(Settings.defaults());
        // The first one makes room in the segment.
        store(spool, simpleEnvelope(), octets(10, 0));
        int before = disk.writes().size();

        var message = store(spool, simpleEnvelope(), octets(30_000, 1));
        int stored = disk.writes().size();
        assertThat(disk.writes().subList(before, stored))
                .singleElement()
                .satisfies(size -> assertThat(size).isBetween(30_000, 31_000));

        assertThat(bytes(message.content())).hasSize(30_000);
        spool.recordDurably(message.id(), Map.of(0, delivered()));
        assertThat(disk.writes().subList(stored, disk.writes().size()))
                .singleElement()
                .satisfies(size -> assertThat(size).isLessThan(200));
        assertThat(spool.find(message.id())).isEmpty();
    }

    private void start(LogSpoolSettings settings) throws Exception {
        spool = new LogSpool(settings, () -> disk, new CountingMeters());
        spool.start();
    }
}
