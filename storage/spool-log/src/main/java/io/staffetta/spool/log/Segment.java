package io.staffetta.spool.log;

import java.util.Locale;

/// A segment of the log. Its counters belong to the [Index] and are guarded by it.
final class Segment {

    /// What has been on stable storage once is never written again, down to blocks of this size.
    static final int BLOCK = 4096;

    private static final String LOG = ".log";
    private static final String SPARE = ".spare";

    private final long number;
    private final long salt;
    private final String path;

    /// Live messages in it.
    int live;

    /// Readers at work in it; it is not reused before they are gone.
    int readers;

    private volatile int end = BLOCK;
    private volatile long allocated;

    Segment(long number, long salt) {
        this.number = number;
        this.salt = salt;
        this.path = path(number);
    }

    long number() {
        return number;
    }

    long salt() {
        return salt;
    }

    /// Where its records end.
    int end() {
        return end;
    }

    void end(int position) {
        end = position;
    }

    /// Octets its file takes.
    long allocated() {
        return allocated;
    }

    void allocated(long octets) {
        allocated = octets;
    }

    String path() {
        return path;
    }

    static String path(long number) {
        return Disk.SEGMENTS + "/" + digits(number) + LOG;
    }

    static String sparePath(long number) {
        return Disk.SEGMENTS + "/" + digits(number) + SPARE;
    }

    static boolean isLog(String name) {
        return name.matches("[0-9a-f]{16}\\" + LOG);
    }

    static boolean isSpare(String name) {
        return name.matches("[0-9a-f]{16}\\" + SPARE);
    }

    static long numberOf(String name) {
        return Long.parseUnsignedLong(name.substring(0, 16), 16);
    }

    static String digits(long number) {
        return String.format(Locale.ROOT, "%016x", number);
    }
}
