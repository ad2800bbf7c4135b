package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.queue.Lanes.Admission;
import io.staffetta.queue.Lanes.Run;
import io.staffetta.queue.Lanes.Wake;
import io.staffetta.queue.QueueSettings.Destination;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

class LanesTest {

    private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");
    private static final Outcome DONE = new Outcome.Delivered("done");
    private static final Outcome GONE =
            new Outcome.Deferred(EnhancedStatus.parse("4.4.1"), "refused", Optional.empty(), true);
    private static final Outcome OURS =
            new Outcome.Deferred(EnhancedStatus.parse("4.3.0"), "our trouble");

    private QueueSettings settings = TestSettings.with(Map.of("concurrency", 2));
    private LaneRules rules = new LaneRules(settings);
    private Lanes lanes = new Lanes(settings, rules, new Random(1));

    @Test
    void aFullLaneHoldsUpItsOwnJobsOnly() {
        admit(job(1, "slow"), job(2, "slow"), job(3, "slow"), job(4, "fast"));

        var running = startAll(T0);

        assertThat(ids(running)).containsExactlyInAnyOrder(1L, 2L, 4L);
        end(running.getFirst(), DONE, T0);
        assertThat(ids(startAll(T0))).containsExactly(3L);
    }

    @Test
    void aBurstKeepsItsMessagesAndABacklogThoseOfTheNextJobs() {
        for (int i = 1; i <= 5_000; i++) {
            admit(job(i, "burst"), job(5_000 + i, "more"));
        }
        admit(job(10_001, "backlog"), job(10_002, "backlog"), job(10_003, "backlog"));
        assertThat(lanes.recipientsAtHand()).isEqualTo(10_002);

        var first = startAll(T0);
        assertThat(first).allSatisfy(run -> assertThat(run.job().message()).isPresent());
        first.forEach(run -> end(run, DONE, T0));
        assertThat(startAll(T0))
                .filteredOn(run -> run.job().message().isEmpty())
                .extracting(run -> run.job().id().value())
                .containsExactly(10_003L);
    }

    @Test
    void whatNoLongerWaitsIsNotAtHand() {
        admit(job(1, "lane"), job(2, "lane"), job(3, "lane"), job(4, "lane"), job(5, "lane"));
        assertThat(lanes.recipientsAtHand()).isEqualTo(5);

        lanes.withdraw(new SpoolId(4), T0);
        assertThat(lanes.recipientsAtHand()).isEqualTo(4);
        end(next(T0), GONE, T0);
        end(next(T0), GONE, T0);
        assertThat(lanes.recipientsAtHand()).isEqualTo(2);
        var blocked = lanes.settled(next(T0), List.of(GONE), T0);

        assertThat(blocked.orElseThrow().jobs()).hasSize(1);
        assertThat(lanes.recipientsAtHand()).isZero();
    }

    @Test
    void allLanesTogetherAreBounded() {
        configure(Map.of("maxDeliveries", 3));
        for (int i = 1; i <= 10; i++) {
            admit(job(i, "lane" + i));
        }

        var running = startAll(T0);
        assertThat(running).hasSize(3);
        // A transport that does not return keeps its lane busy, but nobody else.
        lanes.settled(running.getFirst(), List.of(DONE), T0);
        assertThat(startAll(T0)).hasSize(1);
        lanes.ended(running.getFirst(), T0);
        assertThat(lanes.next(T0)).isEmpty();
    }

    @Test
    void aListForManyNextHopsLetsOthersPass() {
        configure(Map.of("maxDeliveries", 10));
        for (int i = 0; i < 10_000; i++) {
            admit(job(1, "lane" + i));
        }
        var running = startAll(T0);
        admit(job(2, "other"));

        end(running.getFirst(), DONE, T0);

        assertThat(ids(startAll(T0))).containsExactly(2L);
    }

    @Test
    void aListForOneNextHopLetsOthersPass() {
        configure(Map.of("concurrency", 1));
        for (int i = 0; i < 100; i++) {
            admit(job(1, "lane"));
        }
        var first = next(T0);
        admit(job(2, "lane"), job(3, "lane"));

        end(first, DONE, T0);
        var second = next(T0);
        end(second, DONE, T0);
        var third = next(T0);

        assertThat(ids(List.of(second, third))).containsExactly(2L, 3L);
        end(third, DONE, T0);
        assertThat(ids(List.of(next(T0)))).containsExactly(1L);
    }

    @Test
    void aBusyNextHopLetsOthersPass() {
        configure(Map.of("maxDeliveries", 1));
        for (int i = 1; i <= 1_000; i++) {
            admit(job(i, "busy"));
        }
        var first = next(T0);
        admit(job(2_000, "quiet"));

        end(first, DONE, T0);

        assertThat(ids(List.of(next(T0)))).containsExactly(2_000L);
    }

    /// However many newcomers there are: who waits comes up within a bound.
    @Test
    void newcomersDoNotStarveAList() {
        configure(Map.of("maxDeliveries", 1));
        for (int i = 0; i < 5; i++) {
            admit(job(1, "list" + i));
        }
        int left = 5;
        for (int i = 2; left > 0; i++) {
            assertThat(i).as("newcomers until the list is done").isLessThan(5 * 70);
            admit(job(i, "lane" + i));
            var run = next(T0);
            left -= run.job().id().value() == 1 ? 1 : 0;
            end(run, DONE, T0);
        }
    }

    @Test
    void concurrencyGrowsWithSuccessAndShrinksWithoutIt() {
        configure(Map.of("concurrency", 20));
        for (int i = 1; i <= 200; i++) {
            admit(job(i, "lane"));
        }
        var running = new ArrayList<>(startAll(T0));
        assertThat(running).hasSize(5);
        for (int i = 0; i < 30; i++) {
            end(running.removeFirst(), DONE, T0);
            running.addAll(startAll(T0));
        }
        assertThat(running).hasSize(20);
        end(running.removeFirst(), GONE, T0);
        end(running.removeFirst(), GONE, T0);
        running.addAll(startAll(T0));
        assertThat(running).hasSize(18);
    }

    @Test
    void aNextHopThatCannotBeReachedIsDownUntilAProbeReachesIt() {
        for (int i = 1; i <= 3; i++) {
            admit(job(i, "lane"));
            end(next(T0), GONE, T0);
        }
        assertThat(lanes.down()).isEqualTo(1);
        var outage = down(job(4, "lane"), T0);
        assertThat(outage.detail())
                .isEqualTo("4.4.1 next hop is down since 2026-01-02T03:04:05Z: refused");
        assertThat(outage.until()).isBetween(T0.plusSeconds(300), T0.plusSeconds(338));
        down(job(5, "lane"), outage.until().minusMillis(1));

        admitAt(outage.until(), job(4, "lane"), job(5, "lane"), job(6, "lane"));
        var probe = next(outage.until());
        assertThat(lanes.next(outage.until())).as("one probe at a time").isEmpty();
        var blocked = lanes.settled(probe, List.of(GONE), outage.until()).orElseThrow();
        lanes.ended(probe, outage.until());
        assertThat(blocked.jobs()).extracting(job -> job.id().value()).containsExactly(5L, 6L);
        var again = blocked.outage();
        assertThat(again.since()).isEqualTo(T0);
        assertThat(again.pause()).isEqualTo(Duration.ofMinutes(10));
        assertThat(lanes.takeWoken()).isEmpty();

        admitAt(again.until(), job(6, "lane"));
        end(next(again.until()), DONE, again.until());
        assertThat(lanes.down()).isZero();
        assertThat(lanes.takeWoken().getFirst().messages())
                .extracting(SpoolId::value)
                .containsExactlyInAnyOrder(4L, 5L, 6L);
    }

    @Test
    void thePauseGrowsToALimit() {
        for (int i = 1; i <= 3; i++) {
            admit(job(i, "lane"));
            end(next(T0), GONE, T0);
        }
        var now = T0;
        for (int i = 0; i < 10; i++) {
            now = down(job(4, "lane"), now).until();
            admitAt(now, job(4, "lane"));
            end(next(now), GONE, now);
        }
        assertThat(down(job(4, "lane"), now).pause()).isEqualTo(Duration.ofMinutes(67));
    }

    @Test
    void anythingGoodInBetweenCounts() {
        for (int i = 1; i <= 20; i++) {
            admit(job(i, "lane"));
            end(next(T0), i % 3 == 0 ? DONE : GONE, T0);
        }
        assertThat(lanes.down()).isZero();
    }

    @Test
    void ourOwnTroubleSaysNothing() {
        for (int i = 1; i <= 5; i++) {
            admit(job(i, "lane"));
            end(next(T0), i % 2 == 0 ? OURS : GONE, T0);
        }
        assertThat(lanes.down()).isEqualTo(1);
    }

    @Test
    void aProbeThatWasNotTriedIsFollowedByAnother() {
        for (int i = 1; i <= 3; i++) {
            admit(job(i, "lane"));
            end(next(T0), GONE, T0);
        }
        lanes.probeAll(T0);
        admit(job(4, "lane"), job(5, "lane"));
        var probe = next(T0);
        lanes.settled(probe, List.of(), T0);
        lanes.ended(probe, T0);

        assertThat(ids(startAll(T0))).containsExactly(5L);
        assertThat(lanes.down()).isEqualTo(1);
    }

    @Test
    void aLaneThatIsFullTakesMoreWhenThereIsRoom() {
        configure(Map.of("active", 8, "concurrency", 1));
        admit(job(1, "lane"), job(2, "lane"));
        assertThat(lanes.admit(job(3, "lane"), T0)).isEqualTo(new Admission.Full());
        assertThat(lanes.admit(job(4, "other"), T0)).isEqualTo(new Admission.Waits());

        next(T0);
        next(T0);

        assertThat(lanes.takeWoken().getFirst().messages()).containsExactly(new SpoolId(3));
    }

    /// A message comes up again and again while its lane is full.
    @Test
    void whatFindsALaneFullTwiceIsToldOnce() {
        configure(Map.of("active", 8, "concurrency", 1));
        admit(job(1, "lane"), job(2, "lane"));
        lanes.admit(job(3, "lane"), T0);
        lanes.admit(job(3, "lane"), T0.plusSeconds(4_020));

        end(next(T0), DONE, T0);
        assertThat(lanes.takeWoken().getFirst().messages()).containsExactly(new SpoolId(3));
        end(next(T0), DONE, T0);
        assertThat(lanes.takeWoken()).isEmpty();
    }

    @Test
    void onlyNextHopsThatAreNamedAreProbed() {
        var lane = job(4, "lane").lane();
        for (int i = 1; i <= 3; i++) {
            admit(job(i, "lane"));
            end(next(T0), GONE, T0);
        }
        lanes.probe(List.of(job(5, "other").lane()), T0);
        assertThat(lanes.admit(job(4, "lane"), T0)).isInstanceOf(Admission.Down.class);

        lanes.probe(List.of(lane), T0);
        assertThat(lanes.admit(job(4, "lane"), T0)).isEqualTo(new Admission.Waits());
    }

    @Test
    void aLaneIsFullOfRecipientsToo() {
        configure(Map.of("active", 40, "concurrency", 1));
        var list = IntStream.range(0, 60).boxed().toList();
        admit(wide(1, list), wide(2, list.subList(0, 40)));
        assertThat(lanes.admit(wide(3, list), T0)).isEqualTo(new Admission.Full());
        assertThat(lanes.admit(wide(4, list.subList(0, 1)), T0)).isEqualTo(new Admission.Full());

        next(T0);

        assertThat(lanes.takeWoken().getFirst().messages()).containsExactly(new SpoolId(3));
        lanes.withdraw(new SpoolId(2), T0);
        admit(wide(5, IntStream.range(0, 1_000).boxed().toList()));
    }

    @Test
    void messagesThatAreGoneDoNotPileUpAtANextHopThatIsDown() {
        for (int i = 1; i <= 3; i++) {
            admit(job(i, "lane"));
            end(next(T0), GONE, T0);
        }
        for (int i = 4; i <= 2_000; i++) {
            down(job(i, "lane"), T0);
        }

        lanes.prune(new LaneKey("*", "lane", -1), id -> id.value() == 7);
        admitAt(T0.plus(Duration.ofDays(1)), job(5_000, "lane"));
        end(next(T0.plus(Duration.ofDays(1))), DONE, T0.plus(Duration.ofDays(1)));

        assertThat(lanes.takeWoken())
                .filteredOn(Wake::recovered)
                .singleElement()
                .satisfies(wake -> assertThat(wake.messages()).containsExactly(new SpoolId(7)));
    }

    @Test
    void whatIsWithdrawnDoesNotRun() {
        admit(job(1, "a"), job(2, "a"), job(1, "b"));

        assertThat(lanes.withdraw(new SpoolId(1), T0)).hasSize(2);

        assertThat(ids(startAll(T0))).containsExactly(2L);
    }

    @Test
    void aDestinationHasItsOwnLimits() {
        var slow = new Destination("slow.example", 1, "2/1m");
        var below = new Destination(".example.org", 3, "");
        configure(Map.of("destination", List.of(slow, below)));
        var via = new Via("*", "remote", "smart.example");
        var key = rules.lane(new Domain("slow.example"), via);
        assertThat(key).isNotEqualTo(rules.lane(new Domain("other.example"), via));
        assertThat(rules.lane(new Domain("a.b.example.org"), via).rule()).isEqualTo(1);
        assertThat(rules.lane(new Domain("example.org"), via).rule()).isEqualTo(-1);
        assertThat(rules.lane(new Domain("x.example"), new Via("*", "r", "Slow.Example")).rule())
                .isZero();

        for (int i = 1; i <= 3; i++) {
            admit(job(i, key));
        }
        var first = startAll(T0);
        assertThat(ids(first)).containsExactly(1L);
        end(first.getFirst(), DONE, T0.plusSeconds(1));
        end(next(T0.plusSeconds(1)), DONE, T0.plusSeconds(2));
        assertThat(startAll(T0.plusSeconds(2))).isEmpty();
        assertThat(lanes.nextTime()).contains(T0.plusSeconds(60));
        assertThat(ids(startAll(T0.plusSeconds(60)))).containsExactly(3L);
    }

    @Test
    void nothingIsRememberedOfALaneThatWentWell() {
        for (int i = 1; i <= 100; i++) {
            admit(job(i, "lane" + i));
        }
        var running = startAll(T0);
        running.forEach(run -> lanes.settled(run, List.of(OURS), T0));
        running.forEach(run -> lanes.ended(run, T0));

        assertThat(lanes.size()).isZero();
    }

    private void configure(Map<String, Object> given) {
        settings = TestSettings.with(given);
        rules = new LaneRules(settings);
        lanes = new Lanes(settings, rules, new Random(1));
    }

    private void admit(Job... jobs) {
        admitAt(T0, jobs);
    }

    private void admitAt(Instant now, Job... jobs) {
        for (var job : jobs) {
            assertThat(lanes.admit(job, now)).isEqualTo(new Admission.Waits());
        }
    }

    private Outage down(Job job, Instant now) {
        return ((Admission.Down) lanes.admit(job, now)).outage();
    }

    private Run next(Instant now) {
        return lanes.next(now).orElseThrow();
    }

    private List<Run> startAll(Instant now) {
        var runs = new ArrayList<Run>();
        for (var run = lanes.next(now); run.isPresent(); run = lanes.next(now)) {
            runs.add(run.get());
        }
        return runs;
    }

    private void end(Run run, Outcome outcome, Instant now) {
        lanes.settled(run, List.of(outcome), now);
        lanes.ended(run, now);
    }

    private static List<Long> ids(List<Run> runs) {
        return runs.stream().map(run -> run.job().id().value()).toList();
    }

    private static Job job(long id, String lane) {
        return job(id, new LaneKey("*", lane, -1));
    }

    private static Job wide(long id, List<Integer> recipients) {
        var job = job(id, "wide");
        return new Job(job.id(), job.via(), job.lane(), recipients, job.message());
    }

    private static Job job(long id, LaneKey lane) {
        var envelope =
                new Envelope(
                        Instant.EPOCH,
                        ReversePath.NULL,
                        MailParameters.NONE,
                        List.of(Recipient.of(Mailbox.parse("a@example.org"))),
                        new Envelope.Origin("", "", "", Optional.empty()));
        var message =
                new SpooledMessage(
                        new SpoolId(id),
                        envelope,
                        Content.of(new byte[0]),
                        0,
                        List.of(RecipientProgress.untried(Instant.EPOCH)),
                        Optional.empty());
        return new Job(
                new SpoolId(id),
                new Via(lane.route(), "test", lane.nextHop()),
                lane,
                List.of(0),
                Optional.of(message));
    }
}
