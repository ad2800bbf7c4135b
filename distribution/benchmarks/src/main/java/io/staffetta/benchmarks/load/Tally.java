package io.staffetta.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.util.LinkedHashMap;
import java.util.Map;

/// What came of a load. Written by one thread.
public final class Tally {

    private static final long LONGEST_MICROS = 120_000_000;
    private static final int MOST_REASONS = 5;

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private long acknowledged;
    private long errors;
    private long connections;
    private long resumed;
    private double seconds;

    void acknowledged(long nanos) {
        acknowledged++;
        micros.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    void error(String reason) {
        errors++;
        if (reasons.size() < MOST_REASONS || reasons.containsKey(reason)) {
            reasons.merge(reason, 1L, Long::sum);
        }
    }

    void connected() {
        connections++;
    }

    void resumed() {
        resumed++;
    }

    void ended(double took) {
        seconds = took;
    }

    /// Messages the server took over.
    public long acknowledged() {
        return acknowledged;
    }

    /// Sessions that ended otherwise than they should.
    public long errors() {
        return errors;
    }

    /// Connections that were opened.
    public long connections() {
        return connections;
    }

    /// Connections on which a TLS session was resumed.
    public long resumedSessions() {
        return resumed;
    }

    /// How long the load took.
    public double seconds() {
        return seconds;
    }

    /// Messages each second.
    public double rate() {
        return seconds > 0 ? acknowledged / seconds : 0;
    }

    /// From the beginning of a transaction (of the connection if it carries one message only) to
    /// its `250`, in milliseconds.
    public double percentile(double percent) {
        return micros.getValueAtPercentile(percent) / 1000.0;
    }

    /// What went wrong, and how often.
    public Map<String, Long> reasons() {
        return Map.copyOf(reasons);
    }
}
