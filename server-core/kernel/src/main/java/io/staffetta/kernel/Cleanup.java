package io.staffetta.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/// Undoes the steps of a start in reverse if it is not completed.
final class Cleanup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cleanup.class);

    private final Deque<AutoCloseable> steps = new ArrayDeque<>();

    /// Adds how to undo what was just done.
    <T extends AutoCloseable> T add(T step) {
        steps.push(step);
        return step;
    }

    /// What was done stays.
    void complete() {
        steps.clear();
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().close();
            } catch (Exception e) {
                log.atWarn().setCause(e).log("a step could not be undone");
            }
        }
    }
}
