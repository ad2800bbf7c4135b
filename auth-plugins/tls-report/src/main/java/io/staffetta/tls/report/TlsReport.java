package io.staffetta.tls.report;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;

import jakarta.inject.Inject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Counts how connections to other servers were secured, by day and domain, for a reporter to send
/// (RFC 8460). Without threads: now and then one of those who tell something writes it all.
public final class TlsReport implements TlsObserver {

    private static final Logger log = LoggerFactory.getLogger(TlsReport.class);

    /// Nobody can be told of the others: addresses, and paths of sockets.
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*+");

    private final TlsReportSettings settings;
    private final ReportFolder folder;
    private final InstantSource clock;

    private final ReentrantLock counting = new ReentrantLock();
    private Counts counts;
    private Instant written;

    private final ReentrantLock writing = new ReentrantLock();
    private LocalDate cleaned = LocalDate.MIN;
    private boolean broken;

    @Inject
    public TlsReport(TlsReportSettings settings, Server server, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        folder = new ReportFolder(server.data().resolve(settings.folder()), settings);
        counts = new Counts(settings);
        written = clock.instant();
    }

    @Override
    public void start() throws IOException {
        folder.open();
    }

    @Override
    public void observed(TlsOutcome outcome) {
        var now = clock.instant();
        var published = outcome.published();
        var domain = published == null ? outcome.nextHop().destination() : published.domain();
        if (domain.length() > 253 || !DOMAIN.matcher(domain).matches()) {
            return;
        }
        boolean due;
        counting.lock();
        try {
            counts.add(day(now), outcome);
            // A clock that was set back is no reason to wait for it.
            due = now.isBefore(written) || !now.isBefore(written.plus(settings.flushInterval()));
        } finally {
            counting.unlock();
        }
        if (due && writing.tryLock()) {
            try {
                write();
            } finally {
                writing.unlock();
            }
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            write();
        } finally {
            writing.unlock();
        }
    }

    /// With [#writing] held. What cannot be written is counted on with.
    private void write() {
        Counts taken;
        var now = clock.instant();
        counting.lock();
        try {
            taken = counts;
            counts = new Counts(settings);
            written = now;
        } finally {
            counting.unlock();
        }
        for (var entry : taken.places().entrySet()) {
            var place = entry.getKey();
            attempt(
                    () -> {
                        if (!folder.add(place, entry.getValue())) {
                            taken.omit(place.day(), Tally.sessions(entry.getValue().values()));
                        }
                    },
                    () -> counts.add(place, entry.getValue()));
        }
        for (var entry : taken.omitted().entrySet()) {
            attempt(
                    () -> folder.omit(entry.getKey(), entry.getValue()),
                    () -> counts.omit(entry.getKey(), entry.getValue()));
        }
        clean(day(now));
    }

    /// @param otherwise with [#counting] held, if that fails
    private void attempt(Writing task, Runnable otherwise) {
        try {
            task.run();
            broken = false;
        } catch (IOException | RuntimeException e) {
            failed(e);
            restore(otherwise);
        }
    }

    private void restore(Runnable addition) {
        counting.lock();
        try {
            addition.run();
        } finally {
            counting.unlock();
        }
    }

    private void clean(LocalDate today) {
        if (today.equals(cleaned)) {
            return;
        }
        try {
            folder.removeBefore(today.minusDays(settings.keep().toDays()));
            cleaned = today;
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /// Says it once, not for each file.
    private void failed(Exception e) {
        if (!broken) {
            log.atError().setCause(e).log("counts of outbound TLS cannot be written");
        }
        broken = true;
    }

    /// Something with files.
    private interface Writing {
        void run() throws IOException;
    }
}
