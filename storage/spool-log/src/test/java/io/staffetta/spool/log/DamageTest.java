package io.staffetta.spool.log;

import static io.staffetta.testkit.SpoolContract.bytes;
import static io.staffetta.testkit.SpoolContract.octets;
import static io.staffetta.testkit.SpoolContract.replay;
import static io.staffetta.testkit.SpoolContract.simpleEnvelope;
import static io.staffetta.testkit.SpoolContract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Octets that change on the disk.
class DamageTest {

    private static final String FIRST = Segment.path(1);

    private SimulatedDisk disk = new SimulatedDisk();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aDamagedContentIsSetAsideAndTheOthersStay(int which) throws Exception {
        var stored = storeTen();
        disk.damage(FIRST, position(octets(2000, which)) + 100, 1);
        assertOnlyMissing(stored, which);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aDamagedHeaderIsSetAsideAndTheOthersStay(int which) throws Exception {
        var stored = storeTen();
        disk.damage(FIRST, record(which), 40);
        assertOnlyMissing(stored, which);
    }

    @Test
    void damageIsReportedAgainAtTheNextStartAndKeptOnce() throws Exception {
        storeTen();
        disk.damage(FIRST, position(octets(2000, 4)), 1);
        for (int start = 0; start < 3; start++) {
            var spool = open();
            assertThat(spool.status().damaged()).isEqualTo(1);
            assertThat(replay(spool)).hasSize(9);
            assertThat(disk.list(Disk.DAMAGED)).hasSize(1);
            spool.close();
        }
    }

    @Test
    void anUnfinishedWriteIsNoDamage() throws Exception {
        var stored = storeTen();
        var spool = open();
        store(spool, simpleEnvelope(), octets(2000, 11));
        // As if that last write had not been finished: nothing says that it was.
        disk = disk.afterKill();
        disk.damage(Segment.path(2), position(octets(2000, 11), Segment.path(2)), 1);
        spool.close();
        for (int start = 0; start < 3; start++) {
            var again = open();
            assertThat(again.status().damaged()).isZero();
            assertThat(replay(again))
                    .extracting(SpooledMessage::id)
                    .containsExactlyElementsOf(stored);
            again.close();
        }
    }

    @Test
    void aDamagedSegmentHeaderSetsTheSegmentAside() throws Exception {
        storeTen();
        disk.damage(FIRST, 20, 1);
        var spool = open();
        assertThat(spool.status().damaged()).isEqualTo(1);
        assertThat(replay(spool)).isEmpty();
        assertThat(disk.list(Disk.DAMAGED)).containsExactly("0000000000000001.log");
        assertThat(store(spool, simpleEnvelope(), octets(10, 1)).id()).isNotNull();
        spool.close();
    }

    @Test
    void damageAtRunTimeIsNeverDelivered() throws Exception {
        var stored = storeTen();
        var spool = open();
        var content = spool.find(stored.get(4)).orElseThrow().content();
        disk.damage(FIRST, position(octets(2000, 4)), 1);
        assertThatIOException().isThrownBy(() -> bytes(content));
        assertThat(spool.find(stored.get(4))).isEmpty();
        assertThat(spool.status().damaged()).isEqualTo(1);
        assertThat(replay(spool)).hasSize(9);
        spool.close();
    }

    @Test
    void aDamagedLargeFileIsNeverReadToItsEnd() throws Exception {
        var spool = open();
        var id = store(spool, simpleEnvelope(), octets(200_000, 1)).id();
        disk.damage("large/" + disk.list(Disk.LARGE).getFirst(), 150_000, 1);
        var content = spool.find(id).orElseThrow().content();
        assertThatIOException().isThrownBy(() -> bytes(content)).withMessageContaining("checksum");
        spool.close();
    }

    @Test
    void aMissingLargeFileIsDamage() throws Exception {
        var spool = open();
        var lost = store(spool, simpleEnvelope(), octets(200_000, 1)).id();
        var kept = store(spool, simpleEnvelope(), octets(200_000, 2)).id();
        spool.close();
        disk.delete("large/" + disk.list(Disk.LARGE).getFirst());
        var again = open();
        assertThat(again.find(lost)).isEmpty();
        assertThat(again.find(kept)).isPresent();
        assertThat(again.status().damaged()).isEqualTo(1);
        again.close();
    }

    @Test
    void orphanedLargeFilesAreRemovedAtStart() throws Exception {
        var spool = open();
        var draft = spool.draft();
        draft.write(octets(200_000, 1), 0, 200_000);
        assertThat(disk.list(Disk.LARGE)).hasSize(1);
        disk = disk.afterKill();
        spool.close();
        var again = open();
        assertThat(disk.list(Disk.LARGE)).isEmpty();
        again.close();
    }

    @Test
    void aMessageThatLooksLikeARecordIsNotOne() throws Exception {
        var stored = storeTen();
        var spool = open();
        var evil = store(spool, simpleEnvelope(), disk.octets(FIRST)).id();
        spool.close();
        disk.damage(Segment.path(2), Segment.BLOCK, 40);
        var again = open();
        assertThat(replay(again)).extracting(SpooledMessage::id).doesNotContain(evil);
        assertThat(again.status().messages()).isEqualTo(stored.size());
        again.close();
    }

    private List<SpoolId> storeTen() throws IOException {
        var spool = open();
        var ids = new ArrayList<SpoolId>();
        for (int i = 0; i < 10; i++) {
            ids.add(store(spool, simpleEnvelope(), octets(2000, i)).id());
        }
        spool.close();
        return ids;
    }

    private void assertOnlyMissing(List<SpoolId> stored, int which) throws Exception {
        var expected = new ArrayList<>(stored);
        expected.remove(which);
        var spool = open();
        var found = replay(spool);
        assertThat(found).extracting(SpooledMessage::id).containsExactlyElementsOf(expected);
        for (var message : found) {
            int seed = stored.indexOf(message.id());
            assertThat(bytes(message.content())).isEqualTo(octets(2000, seed));
        }
        assertThat(spool.status().damaged()).isEqualTo(1);
        assertThat(disk.list(Disk.DAMAGED)).hasSize(1);
        spool.record(stored.get(which), Map.of());
        spool.close();
    }

    private int record(int which) throws IOException {
        try (var file = disk.read(FIRST)) {
            var cursor = new RecordCursor(file, SegmentHeader.read(file).salt(), Integer.MAX_VALUE);
            for (int i = 0; i <= which; i++) {
                cursor.next();
            }
            return cursor.offset();
        }
    }

    private int position(byte[] content) {
        return position(content, FIRST);
    }

    private int position(byte[] content, String segment) {
        var octets = disk.octets(segment);
        int at = 0;
        while (!Arrays.equals(octets, at, at + content.length, content, 0, content.length)) {
            at++;
        }
        return at;
    }

    private LogSpool open() throws IOException {
        var present = disk;
        var spool = new LogSpool(Settings.small(), () -> present, new CountingMeters());
        spool.start();
        return spool;
    }
}
