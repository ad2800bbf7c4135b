package io.staffetta.kernel.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something at once and then again and again, on a thread of its own, until it is closed. A
/// failure is logged and does not end it.
public final class Repetition implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Repetition.class);

    private final String name;
    private final Runnable task;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Repetition(String name, Runnable task, Duration pause) {
        this.name = name;
        this.task = task;
        this.pause = pause;
    }

    /// Begins.
    ///
    /// @param name of the thread
    /// @param pause between two runs
    public static Repetition start(String name, Runnable task, Duration pause) {
        var repetition = new Repetition(name, task, pause);
        Thread.ofPlatform().name(name).daemon().start(repetition::run);
        return repetition;
    }

    /// Ends after the run that may be under way.
    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            do {
                attempt();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            log.atError().addKeyValue("task", name).setCause(e).log("a repeated task failed");
        }
    }
}
