package io.staffetta.queue;

import static io.staffetta.testkit.Await.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.testkit.TestRoutes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A million messages fit well into a heap of 1 GiB, beside the spool's index.
class ManyMessagesTest {

    private static final int MANY = 1_000_000;
    private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aMessageTakesLessThan300Octets() {
        var schedule = new Schedule(20_000);
        long before = used();
        for (int i = 1; i <= MANY; i++) {
            schedule.add(newcomer(i, "d" + i % 10_000 + ".example"));
        }
        long each = (used() - before) / MANY;

        assertThat(each).isBetween(50L, 300L);
        assertThat(schedule.size()).isEqualTo(MANY);
    }

    /// They all come due at once: no more than the active set is taken, and what is new does not
    /// wait for what is not.
    @Test
    void aBacklogDoesNotHoldUpNewMail() {
        var schedule = new Schedule(1_000);
        for (int i = 1; i <= 100_000; i++) {
            schedule.add(newcomer(i, "example.org"));
        }
        int taken = 0;
        while (schedule.takeDue(T0).isPresent()) {
            taken++;
        }
        assertThat(taken).isEqualTo(750);
        assertThat(schedule.nextDue()).isEmpty();

        var fresh =
                new Newcomer(
                        new SpoolId(MANY),
                        T0,
                        0,
                        new TreeMap<>(Map.of("example.org", 1)),
                        false,
                        false,
                        T0);
        assertThat(schedule.addAndTake(fresh)).isPresent();
        assertThat(schedule.active()).isEqualTo(751);
        schedule.forget(fresh.id());
        schedule.prepared(new SpoolId(1), java.util.List.of(), Optional.of(T0.plusSeconds(9)));
        assertThat(schedule.nextDue()).contains(T0);
        assertThat(schedule.takeDue(T0)).isPresent();
        assertThat(schedule.takeDue(T0)).isEmpty();
    }

    /// Whoever walks over the queue chunk by chunk holds the lock for the chunk only: the rest of a
    /// map counts itself for anybody who asks for its size, and so do streams.
    @Test
    void aChunkOfTheQueueCostsNoMoreThanItself() {
        var visited = new AtomicInteger();
        var rest =
                new AbstractCollection<Integer>() {
                    @Override
                    public Iterator<Integer> iterator() {
                        return Stream.generate(visited::incrementAndGet).iterator();
                    }

                    @Override
                    public int size() {
                        throw new AssertionError("every message was counted");
                    }
                };

        assertThat(Schedule.first(rest, 500)).hasSize(500).startsWith(1, 2).endsWith(500);
        assertThat(visited).hasValue(500);
    }

    /// However many wait: nobody else's way is asked for, and no message is read.
    @Test
    void aNewMessageCostsNothingOfThoseThatWait(@TempDir Path data) throws Exception {
        var asked = new AtomicInteger();
        var bench = new Bench(data);
        try {
            var gate = Bench.Gate.open(_ -> new Outcome.Delivered("ok"));
            var queue =
                    bench.start(
                            TestSettings.DEFAULTS,
                            TestRoutes.by(domain -> {
                                asked.incrementAndGet();
                                return Optional.of(
                                        new TestRoutes.Route("to " + domain, "test", gate));
                            }));
            queue.suspend("slow.example", "for a test");
            for (int i = 0; i < 2_000; i++) {
                queue.submit(bench.accepted("", "a@slow.example"));
            }
            until(() -> bench.host.gauges.get("queue.active").getAsLong() == 0);
            int before = asked.get();
            int reads = bench.spool.finds.get();

            queue.submit(bench.accepted("", "b@other.example"));

            until(() -> queue.size() == 2_000);
            // For the way, and for the transport.
            assertThat(asked.get() - before).isBetween(1, 2);
            assertThat(bench.spool.finds.get() - reads).isZero();
        } finally {
            bench.close();
        }
    }

    private static Newcomer newcomer(long id, String domain) {
        var open = new TreeMap<>(Map.of(domain, 1));
        return new Newcomer(new SpoolId(id), T0, 0, open, false, true, T0);
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
