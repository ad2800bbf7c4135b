package io.staffetta.kernel.plugin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls into a plugin that may take only so long. The call runs on a platform thread: a plugin
/// that spins must not take a carrier away from the sessions.
final class BoundedCall {

    private final FutureTask<Void> task;
    private final Thread thread;
    private final Duration deadline;
    private final long begin = System.nanoTime();

    private BoundedCall(
            String name,
            Duration deadline,
            ClassLoader loader,
            ContextLoader.Call<Exception> call) {
        this.deadline = deadline;
        task =
                new FutureTask<>(() -> {
                    ContextLoader.run(loader, call);
                    return null;
                });
        thread = Thread.ofPlatform().daemon().name(name).start(task);
    }

    /// Begins a call, whose time runs from now on.
    static BoundedCall begin(
            String name,
            Duration deadline,
            ClassLoader loader,
            ContextLoader.Call<Exception> call) {
        return new BoundedCall(name, deadline, loader, call);
    }

    /// Runs a call to its end or its deadline.
    ///
    /// @throws TimeoutException if it did not end in time; it was interrupted and is abandoned
    static void run(
            String name, Duration deadline, ClassLoader loader, ContextLoader.Call<Exception> call)
            throws Throwable {
        begin(name, deadline, loader, call).await();
    }

    /// Waits until the call has ended or its time is over.
    ///
    /// @throws TimeoutException if it did not end in time; it was interrupted and is abandoned
    void await() throws Throwable {
        try {
            task.get(deadline.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            thread.interrupt();
            throw new TimeoutException("not done within " + deadline.toSeconds() + " s");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw e;
        }
    }
}
