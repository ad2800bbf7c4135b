package io.staffetta.queue;

import static io.staffetta.testkit.Await.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.queue.Bench.Gate;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.MailQueue.Destination;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.SpooledMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class OutagesTest {

    private static final Outcome DONE = new Outcome.Delivered("done");
    private static final Outcome GONE =
            new Outcome.Deferred(
                    EnhancedStatus.parse("4.4.1"), "connection refused", Optional.empty(), true);

    @TempDir private Path data;
    private Bench bench;
    private final Gate gate =
            Gate.open(mailbox -> mailbox.domain().name().equals("down.example") ? GONE : DONE);

    @BeforeEach
    void setUp() {
        bench = new Bench(data);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void mailForANextHopThatIsDownWaitsWithoutAttempts() throws Exception {
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        bringDown(queue);
        var message = bench.accepted("s@example.net", "a@down.example", "b@up.example");

        queue.submit(message);

        assertThat(gate.next().recipients()).containsExactly(1);
        until(() -> bench.progress(message, 0).detail().contains("down since"));
        assertThat(bench.progress(message, 0).attempts()).isZero();
        assertThat(bench.progress(message, 0).detail())
                .isEqualTo("4.4.1 next hop is down since 2026-01-02T03:04:05Z: connection refused");
        assertThat(bench.progress(message, 0).due())
                .isAfterOrEqualTo(bench.clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(queue.destinations())
                .filteredOn(destination -> destination.downUntil().isPresent())
                .extracting(Destination::name)
                .containsExactly("down.example");
        assertThat(bench.host.gauges.get("queue.destinations.down").getAsLong()).isEqualTo(1);
    }

    @Test
    void whatWaitedIsDueWhenAProbeSucceeds() throws Exception {
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        bringDown(queue);
        var waiting = new ArrayList<SpooledMessage>();
        for (int i = 0; i < 50; i++) {
            waiting.add(bench.accepted("s@example.net", "a@down.example"));
            queue.submit(waiting.getLast());
        }
        until(() ->
                waiting.stream()
                        .allMatch(message ->
                                bench.progress(message, 0).detail().contains("down since")));
        gate.script = _ -> DONE;

        // Only some of them are due then.
        bench.pass(Duration.ofSeconds(340));

        until(() -> queue.size() == 0);
        assertThat(queue.destinations()).isEmpty();
        assertThat(bench.host.gauges.get("queue.destinations.down").getAsLong()).isZero();
    }

    @Test
    void anOperatorMayHaveItTriedAtOnce() throws Exception {
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        bringDown(queue);
        gate.script = _ -> DONE;

        assertThat(queue.flush("down.example")).isEqualTo(3);

        until(() -> queue.size() == 0);
    }

    @Test
    void aMessageThatExpiresMeanwhileFailsWithTheLastError() throws Exception {
        var queue = bench.start(TestSettings.with("expiry", Duration.ofHours(1)), gate);
        bringDown(queue);
        var message = bench.accepted("", "first@down.example");
        var other = bench.accepted("s@example.net", "a@down.example");
        queue.submit(message);
        queue.submit(other);
        until(() -> bench.progress(other, 0).detail().contains("down since"));

        for (int minutes = 0; bench.spool.find(other.id()).isPresent(); minutes += 5) {
            assertThat(minutes).as("minutes").isLessThan(60 + 2 * 67);
            bench.pass(Duration.ofMinutes(5));
            var now = bench.clock.instant();
            until(() ->
                    queue.list(100).stream()
                            .allMatch(entry ->
                                    entry.recipients().stream()
                                            .allMatch(recipient ->
                                                    recipient.progress().state() != State.QUEUED
                                                            || recipient
                                                                    .progress()
                                                                    .due()
                                                                    .isAfter(now))));
        }

        var age = Duration.between(other.envelope().receivedAt(), bench.clock.instant());
        assertThat(age).isGreaterThanOrEqualTo(Duration.ofHours(1));
        var text = new ArrayList<String>();
        for (var call = gate.next(); text.isEmpty(); call = gate.next()) {
            if (call.envelope().reversePath().toString().isEmpty()
                    && call.recipient(0).mailbox().toString().equals("s@example.net")) {
                try (var in = call.content().open()) {
                    text.add(
                            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                }
                break;
            }
        }
        assertThat(text.getFirst()).contains("Status: 5.4.7", "connection refused");
    }

    @Test
    void theWaitSurvivesARestart() throws Exception {
        var queue = bench.start(TestSettings.DEFAULTS, gate);
        bringDown(queue);
        var message = bench.accepted("s@example.net", "a@down.example");
        queue.submit(message);
        until(() -> bench.progress(message, 0).detail().contains("down since"));
        queue.close();
        var working = Gate.open(_ -> DONE);
        var next = bench.start(TestSettings.DEFAULTS, working);
        var later = bench.accepted("s@example.net", "b@down.example");

        next.submit(later);

        assertThat(working.next().id()).isEqualTo(later.id());
        until(() -> next.size() == 4);
        bench.pass(Duration.ofMinutes(7));
        until(() -> next.size() == 0);
    }

    private void bringDown(StandardQueue queue) throws Exception {
        var messages = new ArrayList<SpooledMessage>();
        for (int i = 0; i < 3; i++) {
            messages.add(bench.accepted("", "x@down.example"));
            queue.submit(messages.getLast());
            gate.next();
            int last = i;
            until(() -> bench.progress(messages.get(last), 0).attempts() == 1);
        }
        until(() -> bench.host.gauges.get("queue.destinations.down").getAsLong() == 1);
        assertThat(List.copyOf(messages)).hasSize(3);
    }
}
