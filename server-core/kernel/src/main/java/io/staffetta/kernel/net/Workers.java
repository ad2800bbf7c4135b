package io.staffetta.kernel.net;

import io.staffetta.spi.host.Threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Threads for others in the kernel that serve connections: all of them start here.
public final class Workers {

    private Workers() {}

    /// A virtual thread for each task.
    ///
    /// @param name of the threads, with a number behind it
    public static ExecutorService perTask(String name) {
        return Executors.newThreadPerTaskExecutor(Threads.virtual().name(name + "-", 1).factory());
    }
}
