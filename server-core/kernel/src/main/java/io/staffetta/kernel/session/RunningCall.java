package io.staffetta.kernel.session;

import io.staffetta.kernel.net.SessionThreads;
import io.staffetta.spi.host.Threads;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One call on a thread of its own.
final class RunningCall<T> {

    private final Callee callee;
    private final RunningCalls calls;
    private final FutureTask<T> task;
    private final Thread thread;
    private final long begun = System.nanoTime();

    // Both guarded by this.
    private boolean abandoned;
    private boolean ended;

    /// Used by the watch only.
    private boolean wasRunnable;

    RunningCall(Callee callee, RunningCalls calls, Callable<T> body) {
        this.callee = callee;
        this.calls = calls;
        this.task = new FutureTask<>(body);
        this.thread =
                (callee.brief() ? SessionThreads.beside() : Threads.virtual())
                        .name("hook " + callee.name())
                        .inheritInheritableThreadLocals(false)
                        .unstarted(this::run);
        this.thread.setContextClassLoader(callee.component().getClass().getClassLoader());
    }

    /// Makes the call and waits for its end, at most as long as its deadline.
    @SuppressWarnings("ThreadPriorityCheck")
    T await() throws InterruptedException, ExecutionException, TimeoutException {
        calls.begun(this);
        thread.start();
        if (callee.brief()) {
            // When this goes on the call has mostly ended, and no timer is needed.
            Thread.yield();
        }
        return task.get(callee.deadline().toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Waits no longer, and interrupts the call if it may be.
    void abandon() {
        task.cancel(callee.interrupt());
        synchronized (this) {
            if (!ended) {
                abandoned = true;
                calls.abandoned(this);
            }
        }
    }

    Callee callee() {
        return callee;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Whether it occupies a carrier for long: it is abandoned and does not end, or was found
    /// computing at two looks in a row. Called by the watch at each look.
    boolean occupies() {
        boolean runnable = thread.getState() == Thread.State.RUNNABLE;
        boolean twice = runnable && wasRunnable;
        wasRunnable = runnable;
        return twice || isAbandoned();
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    private void run() {
        try {
            task.run();
        } finally {
            synchronized (this) {
                calls.ended(this, abandoned);
                abandoned = false;
                ended = true;
            }
        }
    }
}
