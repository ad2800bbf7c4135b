package io.staffetta.benchmarks.load;

import java.util.concurrent.TimeUnit;

/// How much a load sends: until a number of messages or a time is reached, whatever is first.
public final class Goal {

    private final long end;
    private long left;

    private Goal(long messages, long end) {
        this.left = messages;
        this.end = end;
    }

    /// So many messages, within so many seconds at the most.
    public static Goal messages(long messages, double patienceSeconds) {
        return new Goal(messages, System.nanoTime() + nanos(patienceSeconds));
    }

    /// As many messages as are begun within so many seconds.
    public static Goal seconds(double seconds) {
        return messages(Long.MAX_VALUE, seconds);
    }

    /// Whether one more message is to be sent; it then counts.
    boolean take() {
        if (isReached()) {
            return false;
        }
        left--;
        return true;
    }

    boolean isReached() {
        return left <= 0 || System.nanoTime() - end >= 0;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
