package io.staffetta.kernel.session;

import io.staffetta.spi.host.Meters;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Runs plugin code on threads of its own, with deadlines. One for the server's life.
///
/// Whatever the code does, the caller goes on when the deadline has passed: a call that is late is
/// interrupted and abandoned. A component with too many abandoned calls that still run is not
/// called any more until one of them ends.
public final class HookRunner implements AutoCloseable {

    private final RunningCalls calls;

    /// A runner for the virtual threads of this JVM.
    ///
    /// @param meters for `hook.abandoned`, `hook.abandoned.running` and `hook.carriers.added`
    public HookRunner(Meters meters) {
        this(meters, Carriers.ofSystem());
    }

    HookRunner(Meters meters, Carriers carriers) {
        calls = new RunningCalls(meters, carriers);
        calls.start();
    }

    /// Calls and waits. Never throws but for what the JVM itself cannot go on from.
    <T> CallResult<T> call(Callee callee, Callable<T> body) {
        if (calls.abandonedOf(callee.component()) >= callee.maxAbandoned()) {
            return failed(
                    CallResult.Cause.BLOCKED,
                    "too many abandoned calls still run",
                    Optional.empty());
        }
        var call = new RunningCall<>(callee, calls, body);
        try {
            return returned(call.await());
        } catch (ExecutionException e) {
            return threw(e);
        } catch (TimeoutException e) {
            return late(call, CallResult.Cause.TIMEOUT, "missed its deadline");
        } catch (InterruptedException e) {
            var result = late(call, CallResult.Cause.INTERRUPTED, "interrupted");
            Thread.currentThread().interrupt();
            return result;
        }
    }

    /// How many abandoned calls of a component still run.
    int abandonedOf(Object component) {
        return calls.abandonedOf(component);
    }

    /// Ends the watch over running calls and gives added carriers back.
    @Override
    public void close() {
        calls.close();
    }

    /// A call that ended between deadline and abandonment counts as late all the same.
    private static <T> CallResult<T> late(
            RunningCall<T> call, CallResult.Cause cause, String detail) {
        call.abandon();
        return failed(cause, detail, Optional.empty());
    }

    private static <T> CallResult<T> returned(T value) {
        return value == null
                ? failed(CallResult.Cause.ERROR, "returned null", Optional.empty())
                : new CallResult.Returned<>(value);
    }

    private static <T> CallResult<T> threw(ExecutionException e) {
        var thrown = Optional.ofNullable(e.getCause()).orElse(e);
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
        return failed(CallResult.Cause.ERROR, thrown.getClass().getName(), Optional.of(thrown));
    }

    private static <T> CallResult<T> failed(
            CallResult.Cause cause, String detail, Optional<Throwable> thrown) {
        return new CallResult.Failed<>(cause, detail, thrown);
    }
}
