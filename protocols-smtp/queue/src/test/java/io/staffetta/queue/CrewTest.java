package io.staffetta.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class CrewTest {

    private final Crew crew = new Crew(new FakeClock());

    @Test
    void anErrorDoesNotEndTheDispatch() throws Exception {
        var begun = new CountDownLatch(2);
        crew.start(
                Optional::empty,
                () -> {
                    begun.countDown();
                    if (begun.getCount() == 1) {
                        throw new OutOfMemoryError("for a test");
                    }
                });

        crew.wake();

        while (!begun.await(10, TimeUnit.MILLISECONDS)) {
            crew.wake();
        }
        assertThat(crew.close(Duration.ofSeconds(10))).isZero();
    }

    @Test
    void anErrorLeavesTheLockFree() throws Exception {
        var broken = new AtomicBoolean();
        crew.start(
                () -> {
                    if (broken.get()) {
                        throw new IllegalStateException("for a test");
                    }
                    return Optional.empty();
                },
                () -> {});
        broken.set(true);
        assertThatThrownBy(crew::wake).hasMessage("for a test");
        broken.set(false);

        var other = Thread.ofVirtual().start(crew::wake);

        assertThat(other.join(Duration.ofSeconds(30))).isTrue();
        crew.close(Duration.ofSeconds(10));
    }
}
