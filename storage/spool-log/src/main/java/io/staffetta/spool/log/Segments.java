package io.staffetta.spool.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The segments of the log in their order, oldest first, and the spares waiting to be used again.
/// The oldest always goes first, so what became of a message never goes before the message. Used by
/// the committer only, but for the sums.
final class Segments {

    private static final Logger log = LoggerFactory.getLogger(Segments.class);
    private static final int STAGING = 1 << 20;

    private final Disk disk;
    private final LogSpoolSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING);
    private final Deque<Segment> used = new ArrayDeque<>();
    private final Deque<Spare> spares = new ArrayDeque<>();
    private final AtomicLong usedOctets = new AtomicLong();
    private final AtomicLong diskOctets = new AtomicLong();
    private @Nullable ActiveSegment active;
    private long nextNumber = 1;
    private long previous;
    private int previousEnd;
    private int previousSynced;

    /// Whether a segment went that a power cut could bring back.
    private boolean isUnsettled;

    private record Spare(long number, long octets) {}

    Segments(Disk disk, LogSpoolSettings settings) {
        this.disk = disk;
        this.settings = settings;
    }

    /// Takes over what [Recovery] found.
    ///
    /// @param found segments in order
    /// @param numbers numbers of all segments and spares there ever were
    /// @param synced up to where the last was on stable storage for certain
    void recovered(Collection<Segment> found, Collection<Long> numbers, int synced) {
        used.addAll(found);
        nextNumber = numbers.stream().mapToLong(Long::longValue).max().orElse(0) + 1;
        if (!used.isEmpty()) {
            previous = used.getLast().number();
            previousEnd = used.getLast().end();
            previousSynced = synced;
        }
        sum();
    }

    /// Adds a spare file found at the start.
    void recoveredSpare(long number, long octets) {
        spares.add(new Spare(number, octets));
    }

    /// The segment to write to, if there is one.
    @Nullable ActiveSegment active() {
        return active;
    }

    /// Begins a new segment; the present one must be on stable storage.
    ///
    /// @param first a record that must fit
    /// @param nextId every id given so far is smaller
    ActiveSegment roll(Append.Body first, long nextId) throws IOException {
        if (active != null) {
            retireActive(active.segment().end(), active);
        }
        int capacity =
                (int) Math.max(settings.segmentSize(), Segment.BLOCK + (long) first.recordSize());
        var segment = new Segment(nextNumber, random.nextLong());
        var header =
                new SegmentHeader(
                        segment.number(),
                        segment.salt(),
                        nextId,
                        previous,
                        previousEnd,
                        previousSynced);
        // If what follows fails half-way, number and spare are used up; the next start clears up.
        var spare = Optional.ofNullable(spares.poll());
        nextNumber++;
        var path = Segment.sparePath(spare.map(Spare::number).orElse(segment.number()));
        var file = spare.isPresent() ? disk.open(path) : disk.create(path);
        try {
            header.write(file);
            file.force();
            disk.rename(path, segment.path());
            disk.sync(Disk.SEGMENTS);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        // A power cut can have left a file of any size behind: only whole blocks are of use.
        long reused = spare.map(Spare::octets).orElse(0L) / Segment.BLOCK * Segment.BLOCK;
        segment.allocated(Math.max(Segment.BLOCK, reused));
        var opened = new ActiveSegment(segment, file, staging, capacity);
        active = opened;
        used.add(segment);
        sum();
        return opened;
    }

    /// Gives the present segment up after a failure: what was not on stable storage is void.
    void abandon() {
        if (active != null) {
            active.segment().end(active.synced());
            retireActive(active.synced(), active);
        }
    }

    /// The oldest segment. The last one always stays: it remembers which ids were given.
    Optional<Segment> oldest() {
        return used.size() > 1 ? Optional.of(used.getFirst()) : Optional.empty();
    }

    /// Lets the oldest segment go; nobody needs it any more.
    ///
    /// @throws IOException if it cannot go, or if it is not certain that it is gone; then none goes
    ///   before that is certain
    void retire(Segment segment, boolean keepSpare) throws IOException {
        settle();
        var reusable =
                keepSpare
                        && spares.size() < settings.spareSegments()
                        && segment.allocated() <= settings.segmentSize();
        if (reusable) {
            disk.rename(segment.path(), Segment.sparePath(segment.number()));
        } else {
            disk.delete(segment.path());
        }
        used.remove(segment);
        sum();
        // Segments vanish in their order, and under its old name nothing is overwritten.
        isUnsettled = true;
        settle();
        if (reusable) {
            spares.add(new Spare(segment.number(), segment.allocated()));
            sum();
        }
    }

    private void settle() throws IOException {
        if (isUnsettled) {
            disk.sync(Disk.SEGMENTS);
            isUnsettled = false;
        }
    }

    /// Deletes spares, to give their space back.
    void dropSpares(int keep) throws IOException {
        while (spares.size() > keep) {
            disk.delete(Segment.sparePath(spares.getLast().number()));
            spares.removeLast();
            sum();
        }
    }

    /// Octets that segments in use take on disk; any thread.
    long usedOctets() {
        return usedOctets.get();
    }

    /// The same with the spares; any thread.
    long diskOctets() {
        return diskOctets.get();
    }

    /// Brings the sums up to date.
    void sum() {
        long taken = used.stream().mapToLong(Segment::allocated).sum();
        usedOctets.set(taken);
        diskOctets.set(taken + spares.stream().mapToLong(Spare::octets).sum());
    }

    private void retireActive(int end, ActiveSegment segment) {
        previous = segment.segment().number();
        previousEnd = end;
        previousSynced = segment.synced();
        active = null;
        try {
            segment.close();
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("segment", segment.segment().path())
                    .addKeyValue("cause", String.valueOf(e))
                    .log("cannot close it");
        }
    }
}
