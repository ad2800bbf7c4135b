package io.staffetta.benchmarks.report;

import java.util.Locale;

/// What is measured.
public enum Metric {
    /// Messages each second.
    RATE("msgs/s", 0),
    /// The same, divided by Postfix's.
    RATIO("× Postfix", 2),
    /// Processor seconds of the server for 1,000 messages.
    CPU("CPU-s/1000", 3),
    /// Processor seconds of client and sink for 1,000 messages.
    CLIENT_CPU("client CPU-s/1000", 3),
    /// Median milliseconds to the 250.
    P50("p50 ms", 1),
    /// 99 of 100 messages get their 250 within so many milliseconds.
    P99("p99 ms", 1),
    /// Seconds from the start of the process to the banner.
    START("s to banner", 2),
    /// KiB (PSS) for each idle connection.
    IDLE("KiB/connection", 1),
    /// Of that what objects of a Java heap take that somebody still refers to.
    IDLE_LIVE("live KiB/connection", 1),
    /// Calls of the fsync family for 1,000 messages, one session.
    FSYNC_1("fsyncs/1000, 1 session", 0),
    /// The same with 64 sessions.
    FSYNC_64("fsyncs/1000, 64 sessions", 0),
    /// Resumed TLS sessions, of 100.
    RESUMED("resumed %", 0),
    /// Most resident memory, summed over processes, in MiB.
    RSS("RSS MiB", 0),
    /// Resident memory at the end, shared pages divided, in MiB.
    PSS("PSS MiB", 0),
    /// Sessions that did not go as they should.
    ERRORS("errors", 0),
    /// Messages acknowledged, warming up included.
    ACKNOWLEDGED("acknowledged", 0),
    /// Messages found in queue, mailbox or sink.
    STORED("stored", 0);

    private final String title;
    private final int digits;

    Metric(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /// The head of a column.
    public String title() {
        return title;
    }

    /// A value as the tables show it.
    public String show(double value) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
