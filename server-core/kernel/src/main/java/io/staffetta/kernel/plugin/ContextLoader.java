package io.staffetta.kernel.plugin;

/// Sets the thread's context class loader to a plugin's around a call into it: libraries look there
/// for their own classes.
public final class ContextLoader {

    private ContextLoader() {}

    /// Something that may fail.
    @FunctionalInterface
    public interface Call<E extends Exception> {
        /// Does it.
        void run() throws E;
    }

    /// Runs a call.
    public static <E extends Exception> void run(ClassLoader loader, Call<E> call) throws E {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            call.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
