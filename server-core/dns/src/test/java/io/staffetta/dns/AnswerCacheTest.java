package io.staffetta.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class AnswerCacheTest {

    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Answer ABSENT = new Answer.Absent(true, TTL);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AnswerCache cache = new AnswerCache(3, now::get);

    private static Question question(String name) {
        return new Question(Name.fromConstantString(name), Type.A);
    }

    @Test
    void anAnswerIsKeptUntilItsTimeIsOver() {
        cache.put(question("a."), ABSENT, Duration.ofSeconds(10));

        now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(cache.get(question("A."))).contains(ABSENT);

        now.incrementAndGet();
        assertThat(cache.get(question("a."))).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void whatHasNoTimeIsNotKept() {
        cache.put(question("a."), ABSENT, Duration.ZERO);

        assertThat(cache.get(question("a."))).isEmpty();
    }

    @Test
    void theOneNotUsedForLongestGivesWay() {
        for (var name : new String[] {"a.", "b.", "c."}) {
            cache.put(question(name), ABSENT, Duration.ofSeconds(10));
        }
        assertThat(cache.get(question("a."))).isPresent();

        cache.put(question("d."), ABSENT, Duration.ofSeconds(10));

        assertThat(cache.get(question("b."))).isEmpty();
        assertThat(cache.get(question("a."))).isPresent();
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    void longAnswersTakeMoreRoom() {
        cache.put(question("a."), ABSENT, Duration.ofSeconds(10));
        cache.put(question("b."), found(2), Duration.ofSeconds(10));
        cache.put(question("b."), found(2), Duration.ofSeconds(10));
        assertThat(cache.size()).isEqualTo(2);

        cache.put(question("c."), found(3), Duration.ofSeconds(10));
        assertThat(cache.get(question("c."))).isPresent();
        assertThat(cache.size()).isEqualTo(1);

        cache.put(question("d."), found(4), Duration.ofSeconds(10));
        assertThat(cache.get(question("d."))).as("does not fit").isEmpty();
    }

    private static Answer found(int records) {
        return new Answer.Found(
                Collections.nCopies(
                        records, Record.newRecord(question("a.").name(), Type.A, DClass.IN)),
                TTL);
    }

    @Test
    void longRecordsTakeMoreRoom() throws Exception {
        var name = question("a.").name();
        var text = new TXTRecord(name, DClass.IN, 60, List.of("x".repeat(250), "x".repeat(250)));
        cache.put(question("a."), new Answer.Found(List.of(text), TTL), TTL);
        assertThat(cache.get(question("a."))).isPresent();

        cache.put(question("b."), found(1), TTL);
        assertThat(cache.size()).as("three records fit").isEqualTo(1);
    }
}
