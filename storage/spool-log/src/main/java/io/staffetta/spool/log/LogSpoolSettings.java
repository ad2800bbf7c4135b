package io.staffetta.spool.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/// Settings of the spool `log`. Zero or nothing means the default.
///
/// @param directory where it lies; relative to the server's data
/// @param segmentSize octets of one segment file; rounded up to whole blocks of 4K
/// @param allocationStep by how many octets a new segment grows ahead of what is written
/// @param largeThreshold content beyond this many octets goes to a file of its own
/// @param draftMemory octets that all messages being received may hold in memory together; beyond
///   it they go to files early
/// @param contentMemory octets of just stored messages kept in memory for their first delivery
/// @param minFree octets that stay free on the file system; below, messages are refused
/// @param queueLimit octets that may wait to be written before senders have to wait
/// @param diskMultiple segments may take this multiple of the live octets, plus two segments,
///   before live records of old segments are copied forward
/// @param spareSegments used-up segments kept for reuse
/// @param progressSync how long the progress of deliveries may lie unsynced
/// @param deadline the longest a message may wait for stable storage before it is refused
public record LogSpoolSettings(
        Path directory,
        long segmentSize,
        long allocationStep,
        long largeThreshold,
        long draftMemory,
        long contentMemory,
        long minFree,
        long queueLimit,
        int diskMultiple,
        int spareSegments,
        Duration progressSync,
        Duration deadline) {

    private static final long K = 1024;
    private static final long M = 1024 * K;

    public LogSpoolSettings {
        directory = Objects.requireNonNullElse(directory, Path.of("spool"));
        segmentSize = blocks(segmentSize == 0 ? 64 * M : segmentSize);
        allocationStep = blocks(allocationStep == 0 ? 4 * M : allocationStep);
        largeThreshold = largeThreshold == 0 ? 256 * K : largeThreshold;
        draftMemory = draftMemory == 0 ? 64 * M : draftMemory;
        contentMemory = contentMemory == 0 ? 32 * M : contentMemory;
        minFree = minFree == 0 ? 100 * M : minFree;
        queueLimit = queueLimit == 0 ? 32 * M : queueLimit;
        diskMultiple = diskMultiple == 0 ? 2 : diskMultiple;
        spareSegments = spareSegments == 0 ? 4 : spareSegments;
        progressSync = Objects.requireNonNullElse(progressSync, Duration.ofSeconds(1));
        deadline = Objects.requireNonNullElse(deadline, Duration.ofMinutes(1));
        between("segment-size", segmentSize, 64 * K, 1024 * M);
        between("allocation-step", allocationStep, 4 * K, 1024 * M);
        between("large-threshold", largeThreshold, K, segmentSize / 4);
        between("draft-memory", draftMemory, 64 * K, Long.MAX_VALUE);
        between("content-memory", contentMemory, 0, Long.MAX_VALUE);
        between("min-free", minFree, 0, Long.MAX_VALUE);
        between("queue-limit", queueLimit, 64 * K, 1024 * M);
        between("disk-multiple", diskMultiple, 2, 100);
        between("spare-segments", spareSegments, 0, 1000);
        if (!progressSync.isPositive() || !deadline.isPositive()) {
            throw new IllegalArgumentException("progress-sync and deadline must be positive");
        }
    }

    private static long blocks(long octets) {
        return (octets + Segment.BLOCK - 1) / Segment.BLOCK * Segment.BLOCK;
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
        if (value > most) {
            throw new IllegalArgumentException(name + " must be at most " + most);
        }
    }
}
