package io.staffetta.spool.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// Counts and reports damage and keeps a copy of what was damaged for the operator.
final class Damage {

    private static final Logger log = LoggerFactory.getLogger(Damage.class);
    private static final int MAX_COPY = 16 << 20;

    private final Disk disk;
    private final AtomicLong count = new AtomicLong();

    Damage(Disk disk) {
        this.disk = disk;
    }

    /// Records found damaged since the start.
    long count() {
        return count.get();
    }

    /// Reports damaged octets of a segment and copies them aside.
    void found(long segment, int from, int to, long id, String reason) {
        count.incrementAndGet();
        var copy = Segment.digits(segment) + "-" + from;
        log.atError()
                .addKeyValue("segment", Segment.path(segment))
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .addKeyValue("message", id == 0 ? "unknown" : Long.toString(id, 36))
                .addKeyValue("copy", Disk.DAMAGED + "/" + copy)
                .log("spool: damaged record set aside: {}", reason);
        try (var file = disk.read(Segment.path(segment))) {
            var octets = ByteBuffer.allocate(Math.min(to - from, MAX_COPY));
            file.read(octets, from);
            save(copy, octets.flip());
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("copy", copy)
                    .addKeyValue("cause", String.valueOf(e))
                    .log("cannot copy the damaged record");
        }
    }

    /// Reports a message that cannot be used for another reason.
    void found(long id, String reason) {
        count.incrementAndGet();
        log.atError()
                .addKeyValue("message", Long.toString(id, 36))
                .log("spool: damaged message set aside: {}", reason);
    }

    /// Moves a whole segment aside.
    void wholeSegment(String name, String reason) throws IOException {
        count.incrementAndGet();
        log.atError()
                .addKeyValue("segment", name)
                .log("spool: damaged segment set aside: {}", reason);
        disk.rename(Disk.SEGMENTS + "/" + name, Disk.DAMAGED + "/" + name);
        disk.sync(Disk.DAMAGED);
        disk.sync(Disk.SEGMENTS);
    }

    private void save(String name, ByteBuffer octets) throws IOException {
        if (disk.list(Disk.DAMAGED).contains(name)) {
            return;
        }
        try (var file = disk.create(Disk.DAMAGED + "/" + name)) {
            file.write(octets, 0);
            file.force();
        }
        disk.sync(Disk.DAMAGED);
    }
}
