package io.staffetta.spool.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;

class EntryTableTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000, 100_000})
    void behavesLikeAMap(int range) {
        var chance = new Random(range);
        var segment = new Segment(1, 1);
        var table = new EntryTable();
        Map<Long, Entry> map = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            long id = 1L + chance.nextInt(range);
            if (chance.nextInt(5) < (step < 25_000 ? 3 : 1)) {
                var entry = new Entry(id, 1, segment, step, step);
                table.put(entry);
                map.put(id, entry);
            } else {
                table.remove(id);
                map.remove(id);
            }
            long other = 1L + chance.nextInt(range);
            assertThat(table.get(other)).isSameAs(map.get(other));
            assertThat(table.size()).isEqualTo(map.size());
        }
        var all = new HashSet<Entry>();
        table.forEach(all::add);
        assertThat(all).isEqualTo(new HashSet<>(map.values()));
    }
}
