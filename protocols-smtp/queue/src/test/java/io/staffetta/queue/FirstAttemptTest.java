package io.staffetta.queue;

import static io.staffetta.testkit.Await.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.queue.Bench.Gate;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Outcome.Handover;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a message costs that is relayed at once.
class FirstAttemptTest {

    private static final int BURST = 200;
    private static final Outcome RELAYED =
            new Outcome.Delivered("250 2.0.0 Ok", Optional.empty(), Handover.RELAYED);

    @TempDir private Path data;
    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(data);
    }

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
    }

    /// More of them than the next hop gets at once; so most wait for their turn.
    @Test
    void aBurstIsRelayedWithoutASingleLookupAndWithOneNoteEach() throws Exception {
        var gate = new Gate(0, _ -> RELAYED);
        var queue = bench.start(TestSettings.with(Map.of("concurrency", 2)), gate);
        for (int i = 0; i < BURST; i++) {
            queue.submit(bench.accepted("sender@example.net", "a@example.org"));
        }
        gate.release(BURST);
        until(() -> queue.size() == 0);

        assertThat(bench.spool.finds).hasValue(0);
        assertThat(bench.spool.journal).filteredOn(call -> call.startsWith("store")).hasSize(BURST);
        assertThat(bench.spool.journal)
                .filteredOn(call -> call.startsWith("record") && call.endsWith("DELIVERED"))
                .hasSize(BURST);
        assertThat(bench.spool.journal).hasSize(2 * BURST);
    }
}
