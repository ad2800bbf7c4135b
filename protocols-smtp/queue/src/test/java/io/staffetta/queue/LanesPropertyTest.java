package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.queue.Lanes.Admission;
import io.staffetta.queue.Lanes.Run;
import io.staffetta.queue.QueueSettings.Destination;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Plays schedule, transports and time at random, with next hops that come and go.
class LanesPropertyTest {

    private static final int HOPS = 6;
    private static final int MOST = 4;
    private static final int ALL = 7;
    private static final Outcome DONE = new Outcome.Delivered("done");
    private static final Outcome BUSY = new Outcome.Deferred(EnhancedStatus.parse("4.2.1"), "busy");
    private static final Outcome GONE =
            new Outcome.Deferred(EnhancedStatus.parse("4.4.1"), "gone", Optional.empty(), true);

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 200, 300, 400, 500, 600, 700, 800, 900})
    void everyJobRunsWithinTheLimits(int first) {
        for (int seed = first; seed < first + 5; seed++) {
            new Play(new Random(seed)).run();
        }
    }

    private static final class Play {
        private final Random random;
        private final Lanes lanes;
        private final LaneRules rules;
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");
        private int unstarted = 300;

        /// Jobs by number, where they are: in one of these, never in two.
        private final Map<SpoolId, Job> waiting = new HashMap<>();

        private final Map<SpoolId, Instant> blocked = new HashMap<>();
        private final List<Run> running = new ArrayList<>();
        private final List<Run> stuck = new ArrayList<>();
        private final Map<String, List<Instant>> begun = new HashMap<>();
        private final Set<Integer> dead = new HashSet<>();
        private long lastId;
        private int done;

        Play(Random random) {
            this.random = random;
            var limited = new Destination("hop0", 2, "3/1m");
            var settings =
                    TestSettings.with(
                            Map.of(
                                    "concurrency",
                                    MOST,
                                    "initialConcurrency",
                                    2,
                                    "maxDeliveries",
                                    ALL,
                                    "active",
                                    80,
                                    "destination",
                                    List.of(limited)));
            this.rules = new LaneRules(settings);
            this.lanes = new Lanes(settings, rules, random);
        }

        void run() {
            int steps = 0;
            while (done < 300) {
                assertThat(++steps).as("steps").isLessThan(200_000);
                if (steps > 20_000) {
                    dead.clear();
                }
                switch (random.nextInt(10)) {
                    case 0 -> now = now.plusSeconds(random.nextInt(120));
                    case 1 -> turn(random.nextInt(1, HOPS));
                    case 2, 3 -> arrive();
                    case 4 -> comeUp();
                    case 5, 6 -> begin();
                    default -> finish();
                }
                check();
            }
            assertThat(waiting).isEmpty();
            assertThat(running).isEmpty();
        }

        private void turn(int hop) {
            if (!dead.remove(hop) && random.nextInt(4) == 0) {
                dead.add(hop);
            }
        }

        private void arrive() {
            if (unstarted > 0) {
                unstarted--;
                admit(new SpoolId(++lastId));
            }
        }

        private void comeUp() {
            blocked.entrySet().stream()
                    .filter(entry -> !entry.getValue().isAfter(now))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresent(this::comeUp);
            for (var wake : lanes.takeWoken()) {
                wake.messages().stream().filter(blocked::containsKey).forEach(this::comeUp);
            }
        }

        private void comeUp(SpoolId id) {
            blocked.remove(id);
            admit(id);
        }

        private void admit(SpoolId id) {
            var via = new Via("*", "test", "hop" + id.value() % HOPS);
            var key = rules.lane(new io.staffetta.spi.mail.Domain("example.org"), via);
            var job = new Job(id, via, key, List.of(0), Optional.empty());
            switch (lanes.admit(job, now)) {
                case Admission.Waits _ -> assertThat(waiting.put(id, job)).isNull();
                case Admission.Full _ -> blocked.put(id, now.plusSeconds(4_000));
                case Admission.Down(var outage) -> {
                    assertThat(outage.until()).isAfter(now);
                    blocked.put(id, outage.until());
                }
            }
        }

        private void begin() {
            lanes.next(now)
                    .ifPresent(run -> {
                        assertThat(waiting.remove(run.job().id())).isNotNull();
                        running.add(run);
                        begun.computeIfAbsent(run.job().via().nextHop(), _ -> new ArrayList<>())
                                .add(now);
                    });
        }

        private void finish() {
            if (running.isEmpty()) {
                stuck.forEach(run -> lanes.ended(run, now));
                stuck.clear();
                return;
            }
            var run = running.remove(random.nextInt(running.size()));
            var id = run.job().id();
            boolean lost = dead.contains((int) (id.value() % HOPS));
            var outcome = lost ? GONE : random.nextInt(5) == 0 ? BUSY : DONE;
            boolean untried = random.nextInt(30) == 0;
            lanes.settled(run, untried ? List.of() : List.of(outcome), now)
                    .ifPresent(blocking ->
                            blocking.jobs()
                                    .forEach(job -> {
                                        assertThat(waiting.remove(job.id())).isNotNull();
                                        blocked.put(job.id(), blocking.outage().until());
                                    }));
            if (random.nextInt(5) == 0) {
                stuck.add(run);
            } else {
                lanes.ended(run, now);
            }
            if (outcome.equals(DONE) && !untried) {
                done++;
            } else {
                blocked.put(id, now.plus(Duration.ofSeconds(random.nextInt(1_000))));
            }
        }

        private void check() {
            assertThat(running.size()).isLessThanOrEqualTo(ALL);
            for (int hop = 0; hop < HOPS; hop++) {
                var name = "hop" + hop;
                long busy =
                        running.stream()
                                .filter(run -> run.job().via().nextHop().equals(name))
                                .count();
                assertThat(busy).isLessThanOrEqualTo(hop == 0 ? 2 : MOST);
            }
            var limited = begun.getOrDefault("hop0", List.of());
            if (limited.size() > 3) {
                var last = limited.getLast();
                assertThat(Duration.between(limited.get(limited.size() - 4), last))
                        .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
            }
            assertThat(lanes.down()).isLessThanOrEqualTo(HOPS);
        }
    }
}
