package io.staffetta.spi.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Virtual threads that sessions do not have to wait for.
///
/// A session's thread may share its carrier with those of many others, and a virtual thread that it
/// starts has the same carrier (ADR 0025). What computes or uses files is started from here instead
/// wherever a session's thread may be the one that starts it: by protocol handlers, spools and
/// queues. Hooks, mechanisms and transports are never called on a session's thread.
public final class Threads {

    private static final Optional<MethodHandle> BUILDER = find();

    private Threads() {}

    /// A builder of virtual threads that have the carriers of the virtual machine, whoever starts
    /// them.
    public static Thread.Builder.OfVirtual virtual() {
        if (BUILDER.isEmpty()) {
            return Thread.ofVirtual();
        }
        try {
            return (Thread.Builder.OfVirtual) BUILDER.get().invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// Empty where sessions cannot have carriers of their own either: `java.lang` is not open.
    private static Optional<MethodHandle> find() {
        try {
            var lookup = MethodHandles.lookup();
            var builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            var carriers =
                    MethodHandles.privateLookupIn(Class.forName("java.lang.VirtualThread"), lookup)
                            .findStatic(
                                    Class.forName("java.lang.VirtualThread"),
                                    "defaultScheduler",
                                    MethodType.methodType(Executor.class))
                            .invoke();
            return Optional.of(
                    MethodHandles.privateLookupIn(builder, lookup)
                            .findConstructor(
                                    builder, MethodType.methodType(void.class, Executor.class))
                            .bindTo(carriers)
                            .asType(MethodType.methodType(Thread.Builder.OfVirtual.class)));
        } catch (Throwable e) {
            if (e instanceof Error error && !(error instanceof LinkageError)) {
                throw error;
            }
            return Optional.empty();
        }
    }
}
