package io.staffetta.kernel.plugin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Starts components in order and closes them in reverse. Each call has its deadline, and a failure
/// of one never keeps the next from closing.
public final class Lifecycle implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Running> started = new ArrayDeque<>();
    private final Deadlines deadlines;

    /// @param deadlines how long a start and a close may take
    public Lifecycle(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /// Starts one more component. If that fails it is closed again at once; those started before
    /// are not.
    ///
    /// @throws StartFailure with what the component said
    public synchronized void start(Running next) throws StartFailure {
        await(next, begin(next));
    }

    /// Starts components that have nothing to do with each other at the same time. They count as
    /// started in the order of the list. One that fails is closed again at once, the others are
    /// not.
    ///
    /// @throws StartFailure with what the first said of those that failed, when all have ended
    public synchronized void startTogether(List<Running> components) throws StartFailure {
        var calls = components.stream().map(this::begin).toList();
        Optional<StartFailure> failed = Optional.empty();
        for (int i = 0; i < calls.size(); i++) {
            try {
                await(components.get(i), calls.get(i));
            } catch (StartFailure failure) {
                failed = failed.or(() -> Optional.of(failure));
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    /// Closes everything that was started. Further calls do nothing.
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private BoundedCall begin(Running next) {
        return BoundedCall.begin(
                "start " + next.name(), deadlines.start(), next.loader(), next.component()::start);
    }

    private void await(Running next, BoundedCall call) throws StartFailure {
        try {
            call.await();
            started.push(next);
        } catch (Throwable e) {
            log.atDebug().addKeyValue("component", next.name()).setCause(e).log("did not start");
            close(next);
            throw new StartFailure(next.name(), e);
        }
    }

    private void close(Running component) {
        try {
            BoundedCall.run(
                    "close " + component.name(),
                    deadlines.close(),
                    component.loader(),
                    component.component()::close);
        } catch (Throwable e) {
            log.atWarn()
                    .addKeyValue("component", component.name())
                    .setCause(e)
                    .log("a component did not close properly");
        }
    }
}
