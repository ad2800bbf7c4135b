package io.staffetta.kernel.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Makes virtual threads that run on an executor of ours.
///
/// Java 25 has them, but not in its public API: `java.lang` must be opened to us, as the launcher
/// does (ADR 0025). Elsewhere sessions run where all virtual threads run, which is slower. What
/// they start must not run here: see [io.staffetta.spi.host.Threads].
public final class SessionThreads {

    private static final Logger log = LoggerFactory.getLogger(SessionThreads.class);

    private static final Optional<MethodHandle> BUILDER = find();

    private SessionThreads() {}

    /// Whether [#on] makes threads that run on the executor and nowhere else.
    static boolean areOurs() {
        return BUILDER.isPresent();
    }

    /// A builder of threads that are carried where the one runs that starts them: for calls of a
    /// session that mostly neither wait nor compute. One that does keeps the other sessions of the
    /// loop waiting until the watch has seen it.
    public static Thread.Builder.OfVirtual beside() {
        return Thread.ofVirtual();
    }

    /// A builder of threads on an executor, which must run its tasks one at a time.
    static Thread.Builder.OfVirtual on(Executor executor) {
        if (BUILDER.isEmpty()) {
            return Thread.ofVirtual();
        }
        try {
            return (Thread.Builder.OfVirtual) BUILDER.get().invokeExact(executor);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<MethodHandle> find() {
        try {
            var builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            var constructor =
                    MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                            .findConstructor(
                                    builder, MethodType.methodType(void.class, Executor.class));
            return Optional.of(
                    constructor.asType(
                            MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.atDebug()
                    .addKeyValue("why", e.toString())
                    .log("sessions run on the scheduler of the virtual machine");
            return Optional.empty();
        }
    }
}
