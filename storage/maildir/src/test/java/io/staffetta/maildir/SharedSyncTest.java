package io.staffetta.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class SharedSyncTest {

    private static final int WAITING = 50;

    private final AtomicInteger syncs = new AtomicInteger();
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
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(awaiting(shared, new CountDownLatch(1)));
            begun.acquire();
            var here = new CountDownLatch(WAITING);
            var others = new ArrayList<Future<Void>>();
            for (int i = 0; i < WAITING; i++) {
                others.add(threads.submit(awaiting(shared, here)));
            }
            here.await();
            assertThat(others).noneMatch(Future::isDone);
            gate.release();
            first.get();
            begun.acquire();
            // Who was not quick enough for the second is in the third.
            gate.release(2);
            for (var other : others) {
                other.get();
            }
        }
        assertThat(syncs.get()).isBetween(2, 3);
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
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(awaiting(shared, new CountDownLatch(1)));
            begun.acquire();
            var second = threads.submit(awaiting(shared, new CountDownLatch(1)));
            gate.release(2);
            assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class);
        }
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

    private static Callable<Void> awaiting(SharedSync shared, CountDownLatch here) {
        return () -> {
            here.countDown();
            shared.await();
            return null;
        };
    }
}
