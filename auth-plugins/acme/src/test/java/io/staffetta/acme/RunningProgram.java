package io.staffetta.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// A program whose lines can be waited for; ended with the test.
final class RunningProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Thread reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private RunningProgram(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static RunningProgram start(ProcessBuilder builder) throws IOException {
        return new RunningProgram(builder.redirectErrorStream(true).start());
    }

    void await(String pattern) throws InterruptedException {
        var wanted = Pattern.compile(pattern);
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!ended && left > 0 && count(wanted) == 0) {
                left = changed.awaitNanos(left);
            }
            assertThat(count(wanted)).as("'%s' in %s", pattern, lines).isPositive();
        } finally {
            lock.unlock();
        }
    }

    /// How many lines match so far.
    long count(String pattern) {
        lock.lock();
        try {
            return count(Pattern.compile(pattern));
        } finally {
            lock.unlock();
        }
    }

    /// Ends it as a power failure would.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        reader.join(PATIENCE);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private long count(Pattern pattern) {
        return lines.stream().filter(line -> pattern.matcher(line).find()).count();
    }

    private void read() {
        try (var in = process.inputReader()) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add(e.toString());
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            lines.add(line);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
