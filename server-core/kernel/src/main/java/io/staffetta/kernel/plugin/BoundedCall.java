package io.staffetta.kernel.plugin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls into a plugin that may take only so long. The call runs on a platform thread: a plugin
/// that spins must not take a carrier away from the sessions.
final class BoundedCall {

    private BoundedCall() {}

    /// Runs a call to its end or its deadline.
    ///
    /// @throws TimeoutException if it did not end in time; it was interrupted and is abandoned
    static void run(
            String name, Duration deadline, ClassLoader loader, ContextLoader.Call<Exception> call)
            throws Throwable {
        var task =
                new FutureTask<Void>(() -> {
                    ContextLoader.run(loader, call);
                    return null;
                });
        var thread = Thread.ofPlatform().daemon().name(name).start(task);
        try {
            task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
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
