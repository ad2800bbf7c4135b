package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.queue.Schedule.Pick;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

class ScheduleTest {

    private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");
    private static final SpoolId A = new SpoolId(1);
    private static final SpoolId B = new SpoolId(2);

    private final Schedule schedule = new Schedule(100);

    @Test
    void whatIsDueForTheLongestTimeComesFirst() {
        schedule.add(newcomer(A, 1, T0.plusSeconds(5)));
        schedule.add(newcomer(B, 1, T0));

        assertThat(schedule.nextDue()).contains(T0);
        assertThat(schedule.takeDue(T0.plusSeconds(5))).map(Pick::id).contains(B);
        assertThat(schedule.takeDue(T0.plusSeconds(5))).map(Pick::id).contains(A);
        assertThat(schedule.takeDue(T0.plusSeconds(5))).isEmpty();
        assertThat(schedule.nextDue()).isEmpty();
        assertThat(schedule.some(Optional.empty(), 10))
                .extracting(slot -> slot.id)
                .containsExactly(A, B);
    }

    @Test
    void nothingIsTakenBeforeItIsDue() {
        schedule.add(newcomer(A, 1, T0.plusSeconds(5)));

        assertThat(schedule.takeDue(T0.plusSeconds(4))).isEmpty();
    }

    @Test
    void whatWasReadBeforeAReleaseDoesNotHoldAMessage() {
        schedule.add(newcomer(A, 1, T0));
        schedule.takeDue(T0);
        schedule.hold(A);
        schedule.release(A, T0);

        schedule.holdTaken(A);
        schedule.prepared(A, List.of(), Optional.empty());

        assertThat(schedule.takeDue(T0)).map(Pick::id).contains(A);
        schedule.holdTaken(A);
        schedule.prepared(A, List.of(), Optional.of(T0));
        assertThat(schedule.takeDue(T0)).isEmpty();
    }

    @Test
    void aTimeBetweenMillisecondsIsNotTakenEarly() {
        schedule.add(newcomer(A, 1, T0.plusNanos(1)));

        assertThat(schedule.takeDue(T0)).isEmpty();
        assertThat(schedule.takeDue(T0.plusMillis(1))).map(Pick::id).contains(A);
    }

    @Test
    void aTakenMessageIsNotTakenAgain() {
        schedule.add(newcomer(A, 2, T0));
        schedule.takeDue(T0);

        schedule.retry(A, T0);
        schedule.ended(A, List.of(1), List.of(), Optional.of(T0));
        assertThat(schedule.takeDue(T0)).isEmpty();

        schedule.prepared(A, List.of(0), Optional.empty());
        var again = schedule.takeDue(T0).orElseThrow();
        assertThat(again.forced()).isTrue();
        assertThat(again.busy().stream()).containsExactly(0);
    }

    @Test
    void theEarliestTimeCounts() {
        schedule.addAndTake(newcomer(A, 3, T0));
        schedule.prepared(A, List.of(0, 1), Optional.of(T0.plusSeconds(30)));
        schedule.ended(A, List.of(0), List.of(), Optional.of(T0.plusSeconds(20)));
        schedule.ended(A, List.of(1), List.of(), Optional.of(T0.plusSeconds(40)));

        assertThat(schedule.nextDue()).contains(T0.plusSeconds(20));
        assertThat(schedule.takeDue(T0.plusSeconds(20)).orElseThrow().busy().isEmpty()).isTrue();
    }

    @Test
    void aMessageIsGoneWhenAllItsRecipientsAreDone() {
        schedule.addAndTake(newcomer(A, 2, T0));
        schedule.prepared(A, List.of(0, 1), Optional.empty());
        schedule.ended(A, List.of(0), List.of("example.org"), Optional.empty());
        assertThat(schedule.contains(A)).isTrue();
        schedule.ended(A, List.of(1), List.of("example.org"), Optional.empty());

        assertThat(schedule.contains(A)).isFalse();
        assertThat(schedule.size()).isZero();
    }

    @Test
    void aKnownMessageIsNotAddedAgain() {
        schedule.add(newcomer(A, 2, T0));

        assertThat(schedule.addAndTake(newcomer(A, 2, T0))).isEmpty();
    }

    @Test
    void heldMessagesWaitForTheOperator() {
        schedule.add(newcomer(A, 1, T0));
        schedule.hold(A);
        schedule.retry(A, T0);
        assertThat(schedule.takeDue(T0.plusSeconds(1_000_000))).isEmpty();
        assertThat(schedule.held()).isEqualTo(1);

        schedule.release(A, T0);

        assertThat(schedule.takeDue(T0)).map(Pick::forced).contains(true);
        assertThat(schedule.held()).isZero();
    }

    @Test
    void forgottenMessagesComeNoMore() {
        schedule.add(newcomer(A, 1, T0));
        schedule.forget(A);
        assertThat(schedule.takeDue(T0)).isEmpty();

        schedule.addAndTake(newcomer(B, 1, T0));
        schedule.forget(B);
        schedule.prepared(B, List.of(), Optional.of(T0));
        schedule.ended(B, List.of(), List.of(), Optional.of(T0));
        assertThat(schedule.takeDue(T0)).isEmpty();
    }

    private static Newcomer newcomer(SpoolId id, int open, Instant due) {
        return new Newcomer(
                id, T0, 0, new TreeMap<>(Map.of("example.org", open)), false, false, due);
    }

    /// Against a model: no recipient is ever delivered to twice at once, none is left out.
    @Test
    void everyRecipientIsTriedUntilItIsDone() {
        for (int seed = 0; seed < 200; seed++) {
            new Model(new Random(seed)).run();
        }
    }

    /// Plays spool, lanes and transport at random.
    private static final class Model {
        private final Random random;
        private final Schedule schedule = new Schedule(100);
        private final Map<SpoolId, Instant[]> dues = new HashMap<>();
        private final List<Map.Entry<SpoolId, Integer>> running = new ArrayList<>();
        private Instant now = T0;

        Model(Random random) {
            this.random = random;
        }

        void run() {
            for (int id = 1; id <= 10; id++) {
                var recipients = 1 + random.nextInt(4);
                var due = new Instant[recipients];
                Arrays.fill(due, now);
                dues.put(new SpoolId(id), due);
                schedule.add(newcomer(new SpoolId(id), recipients, now));
            }
            int steps = 0;
            while (schedule.size() > 0) {
                assertThat(++steps).as("steps").isLessThan(20_000);
                switch (random.nextInt(8)) {
                    case 0 -> now = now.plusSeconds(random.nextInt(100));
                    case 1, 2, 3 -> schedule.takeDue(now).ifPresent(this::prepare);
                    case 4 -> {
                        if (random.nextInt(20) == 0) {
                            dues.keySet().forEach(id -> schedule.retry(id, now));
                        }
                    }
                    default -> finishOne();
                }
            }
            assertThat(dues).isEmpty();
            assertThat(running).isEmpty();
        }

        private void prepare(Pick pick) {
            var due = dues.get(pick.id());
            assertThat(due).as("a message that is not done").isNotNull();
            var started = new ArrayList<Integer>();
            Optional<Instant> later = Optional.empty();
            for (int i = 0; i < due.length; i++) {
                if (due[i] == null || pick.busy().get(i)) {
                    continue;
                }
                assertThat(running).doesNotContain(Map.entry(pick.id(), i));
                if (due[i].isAfter(now) && !pick.forced()) {
                    var at = due[i];
                    later =
                            later.filter(earliest -> earliest.isBefore(at))
                                    .or(() -> Optional.of(at));
                } else {
                    started.add(i);
                    running.add(Map.entry(pick.id(), i));
                }
            }
            schedule.prepared(pick.id(), started, later);
        }

        private void finishOne() {
            if (running.isEmpty()) {
                return;
            }
            var job = running.remove(random.nextInt(running.size()));
            var due = dues.get(job.getKey());
            if (random.nextBoolean()) {
                due[job.getValue()] = null;
                if (Arrays.stream(due).allMatch(at -> at == null)) {
                    dues.remove(job.getKey());
                }
                schedule.ended(
                        job.getKey(),
                        List.of(job.getValue()),
                        List.of("example.org"),
                        Optional.empty());
            } else {
                due[job.getValue()] = now.plusSeconds(random.nextInt(200));
                schedule.ended(
                        job.getKey(),
                        List.of(job.getValue()),
                        List.of(),
                        Optional.of(due[job.getValue()]));
            }
        }
    }
}
