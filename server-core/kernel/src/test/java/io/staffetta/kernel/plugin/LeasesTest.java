package io.staffetta.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class LeasesTest {

    private final AtomicInteger ends = new AtomicInteger();
    private final Leases leases = new Leases(ends::incrementAndGet);

    @Test
    void theLastLeaseCloses() {
        assertThat(leases.tryAcquire()).isTrue();
        assertThat(leases.count()).isEqualTo(1);
        leases.retire();
        assertThat(ends).hasValue(0);
        leases.release();
        assertThat(ends).hasValue(1);
    }

    @Test
    void retiringTwiceDoesNothing() {
        assertThat(leases.tryAcquire()).isTrue();
        leases.retire();
        leases.retire();
        assertThat(ends).hasValue(0);
        assertThat(leases.count()).isEqualTo(1);
    }

    @Test
    void nobodyGetsALeaseOfWhatIsClosed() {
        leases.retire();
        assertThat(leases.tryAcquire()).isFalse();
        assertThat(ends).hasValue(1);
    }

    @Test
    void noLeaseIsEverHeldAfterTheEnd() throws Exception {
        for (int round = 0; round < 100; round++) {
            var closed = new AtomicBoolean();
            var violated = new AtomicBoolean();
            var contested = new Leases(() -> closed.set(true));
            try (var threads = Executors.newCachedThreadPool()) {
                for (int user = 0; user < 3; user++) {
                    threads.execute(() -> {
                        while (contested.tryAcquire()) {
                            violated.compareAndSet(false, closed.get());
                            contested.release();
                            Thread.onSpinWait();
                        }
                    });
                }
                threads.execute(contested::retire);
            }
            assertThat(closed).isTrue();
            assertThat(violated).isFalse();
        }
    }
}
