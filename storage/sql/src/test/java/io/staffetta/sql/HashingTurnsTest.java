package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

class HashingTurnsTest {

    private final HashingTurns turns = new HashingTurns(1, Duration.ofMinutes(1));

    @Test
    void whatCanWaitIsDoneWhileNobodyHashes() {
        assertThat(turns.takeIfIdle(() -> "done")).contains("done");
        assertThat(turns.takeIfIdle(() -> "again")).contains("again");
    }

    @Test
    void whatCanWaitIsLeftUndoneWhileAllTurnsAreTaken() throws Exception {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var login =
                new FutureTask<>(() ->
                        turns.take(() -> {
                            begun.countDown();
                            return await(end);
                        }));
        Thread.ofVirtual().start(login);
        begun.await();
        assertThat(turns.takeIfIdle(() -> "not now")).isEmpty();
        end.countDown();
        assertThat(login.get()).isTrue();
        assertThat(turns.takeIfIdle(() -> "done")).contains("done");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
