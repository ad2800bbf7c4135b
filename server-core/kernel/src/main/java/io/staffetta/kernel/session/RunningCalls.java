package io.staffetta.kernel.session;

import io.staffetta.spi.host.Meters;
import io.staffetta.spi.host.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Watches the calls that run. Virtual threads are not preempted: code that computes without end
/// keeps its carrier, and a few such calls would stop every session, even those that only wait for
/// a deadline. So a platform thread looks at the running calls and adds a carrier for each that
/// does not give its own back, until it does.
final class RunningCalls implements AutoCloseable {

    /// How often it looks while calls run.
    static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /// The most carriers it adds.
    static final int MAX_ADDED = 128;

    private static final Logger log = LoggerFactory.getLogger(HookRunner.class);

    /// Looks without a running call before the watch sleeps.
    private static final int IDLE_LOOKS = 20;

    private final Set<RunningCall<?>> calls = ConcurrentHashMap.newKeySet();
    private final Map<Object, Integer> abandonedByComponent =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Meters meters;
    private final Carriers carriers;
    private final Thread watch;
    private volatile int added;
    private volatile boolean asleep;
    private volatile boolean closed;

    RunningCalls(Meters meters, Carriers carriers) {
        this.meters = meters;
        this.carriers = carriers;
        meters.gauge("hook.abandoned.running", Map.of(), abandoned::get);
        meters.gauge("hook.carriers.added", Map.of(), () -> added);
        watch = Thread.ofPlatform().daemon().name("hook watch").unstarted(this::watch);
    }

    void start() {
        watch.start();
    }

    /// How many abandoned calls of a component still run.
    int abandonedOf(Object component) {
        return abandoned.get() == 0 ? 0 : abandonedByComponent.getOrDefault(component, 0);
    }

    void begun(RunningCall<?> call) {
        calls.add(call);
        if (asleep) {
            LockSupport.unpark(watch);
        }
    }

    void abandoned(RunningCall<?> call) {
        abandonedByComponent.merge(call.callee().component(), 1, Integer::sum);
        abandoned.incrementAndGet();
        meters.counter("hook.abandoned", Map.of("hook", call.callee().name())).increment();
        log.atWarn()
                .addKeyValue("hook", call.callee().name())
                .addKeyValue("deadline", call.callee().deadline())
                .log("call missed its deadline and was abandoned");
    }

    void ended(RunningCall<?> call, boolean wasAbandoned) {
        calls.remove(call);
        if (wasAbandoned) {
            abandonedByComponent.computeIfPresent(
                    call.callee().component(), (_, count) -> count == 1 ? null : count - 1);
            abandoned.decrementAndGet();
            log.atInfo()
                    .addKeyValue("hook", call.callee().name())
                    .addKeyValue("after", call.age())
                    .log("abandoned call ended");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
    }

    private void watch() {
        int idle = 0;
        while (!closed) {
            idle = calls.isEmpty() && added == 0 ? idle + 1 : 0;
            if (idle > IDLE_LOOKS) {
                sleepUntilCalled();
                idle = 0;
            }
            LockSupport.parkNanos(this, LOOK_EVERY.toNanos());
            look();
        }
        adjust(0);
    }

    private void sleepUntilCalled() {
        asleep = true;
        while (calls.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void look() {
        int occupying = 0;
        for (var call : calls) {
            if (call.occupies()) {
                occupying++;
            }
        }
        adjust(Math.min(occupying, MAX_ADDED));
    }

    private void adjust(int wanted) {
        if (wanted != added) {
            try {
                carriers.add(wanted - added);
                log.atDebug().addKeyValue("added", wanted).log("carriers adjusted");
                added = wanted;
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("cannot adjust the number of carriers");
            }
        }
        if (added > 0) {
            // The scheduler starts a carrier only when something is submitted to an empty queue.
            Threads.virtual().start(() -> {});
        }
    }
}
