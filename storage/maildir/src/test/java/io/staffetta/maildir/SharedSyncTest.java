package io.staffetta.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.testkit.Await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Timeout(60)
class SharedSyncTest {

    private static final int WAITING = 50;

    private final AtomicInteger syncs = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);

    @Test
    void whoeverComesAloneHasASyncOfHisOwn() throws IOException {
        var shared = new SharedSync(syncs::incrementAndGet);
        shared.await();
        shared.await();
        assertThat(syncs).hasValue(2);
    }

    @Test
    void whoeverComesDuringASyncWaitsForTheNextAndSharesIt() throws Exception {
        var shared = new SharedSync(this::gated);
        var first = awaiting(shared);
        begun.acquire();
        var others = IntStream.range(0, WAITING).mapToObj(_ -> awaiting(shared)).toList();
        Await.until(() -> others.stream().allMatch(SharedSyncTest::waits));
        assertThat(syncs).hasValue(1);

        gate.release();
        first.join();
        begun.acquire();
        assertThat(others).allMatch(Thread::isAlive);
        gate.release();

        for (var other : others) {
            other.join();
        }
        assertThat(syncs).hasValue(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void aFailureIsToldToAllWhoWaitedForItAndToNobodyElse() throws Exception {
        var shared =
                new SharedSync(() -> {
                    gated();
                    if (syncs.get() == 1) {
                        throw new IOException("disk on fire");
                    }
                });
        gate.release(2);
        assertThatThrownBy(shared::await)
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");
        shared.await();
        assertThat(syncs).hasValue(2);
    }

    @Test
    void anErrorLetsNobodyBelieveThatAllIsWell() throws Exception {
        var shared =
                new SharedSync(() -> {
                    gated();
                    throw new IllegalStateException("for a test");
                });
        var first = awaiting(shared);
        begun.acquire();
        var others = List.of(awaiting(shared), awaiting(shared));
        Await.until(() -> others.stream().allMatch(SharedSyncTest::waits));

        gate.release(2);

        first.join();
        for (var other : others) {
            other.join();
        }
        assertThat(failures)
                .containsExactlyInAnyOrder("for a test", "for a test", "sync broken off");
    }

    private void gated() throws IOException {
        syncs.incrementAndGet();
        begun.release();
        try {
            gate.acquire();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private Thread awaiting(SharedSync shared) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        shared.await();
                    } catch (IOException | IllegalStateException e) {
                        failures.add(e.getMessage());
                    }
                });
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }
}
