package io.staffetta.sasl.oauth;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Something an issuer publishes, kept for a while.
///
/// From a certain age on, the login that comes by fetches it anew while others go on with the old
/// one; if that fails, the old one serves until the end of its life. No thread is needed for it,
/// and a server that nobody uses asks nobody.
final class KeptDocument<T> {

    private static final Logger LOG = LoggerFactory.getLogger(KeptDocument.class);

    /// Fetches it.
    interface Source<T> {
        T fetch() throws IssuerUnavailable;
    }

    /// One that came.
    ///
    /// @param value what came
    /// @param number counted from 1
    record Edition<T>(T value, long number) {}

    /// @param edition the last one that came, if any
    /// @param fetched when it came
    /// @param tried when it was last tried
    /// @param failure why the last try failed; empty if it did not
    private record State<T>(
            @Nullable Edition<T> edition, Instant fetched, Instant tried, String failure) {
        long number() {
            return edition == null ? 0 : edition.number();
        }
    }

    private final String name;
    private final Source<T> source;
    private final KeysSettings settings;
    private final Duration patience;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile State<T> state = new State<>(null, Instant.MIN, Instant.MIN, "");

    /// @param name for the log
    /// @param patience longest wait for another thread that fetches it
    KeptDocument(
            String name,
            KeysSettings settings,
            Duration patience,
            InstantSource clock,
            Source<T> source) {
        this.name = name;
        this.settings = settings;
        this.patience = patience;
        this.clock = clock;
        this.source = source;
    }

    Edition<T> get() throws IssuerUnavailable {
        var seen = state;
        if (isYounger(seen, settings.refresh())) {
            return edition(seen);
        }
        if (isYounger(seen, settings.lifetime())) {
            if (!fetching.tryLock()) {
                return edition(seen);
            }
        } else {
            lock();
        }
        try {
            return current(seen);
        } finally {
            fetching.unlock();
        }
    }

    /// One that may know what this one does not, if it is time for another try; else the same.
    Edition<T> newerThan(Edition<T> known) throws IssuerUnavailable {
        lock();
        try {
            var now = state;
            if (now.number() != known.number()) {
                return get();
            }
            if (!isTooSoon(now)) {
                return fetch(now);
            }
            if (now.failure().isEmpty()) {
                return known;
            }
            throw new IssuerUnavailable(now.failure());
        } finally {
            fetching.unlock();
        }
    }

    private Edition<T> current(State<T> seen) throws IssuerUnavailable {
        var now = state;
        boolean alive = isYounger(now, settings.lifetime());
        if (now.number() != seen.number() && alive) {
            return edition(now);
        }
        if (isTooSoon(now)) {
            if (alive) {
                return edition(now);
            }
            throw new IssuerUnavailable(now.failure());
        }
        try {
            return fetch(now);
        } catch (IssuerUnavailable e) {
            if (alive) {
                return edition(now);
            }
            throw e;
        }
    }

    private Edition<T> fetch(State<T> before) throws IssuerUnavailable {
        try {
            var edition = new Edition<>(source.fetch(), before.number() + 1);
            var at = clock.instant();
            state = new State<>(edition, at, at, "");
            return edition;
        } catch (IssuerUnavailable e) {
            LOG.atWarn()
                    .addKeyValue("document", name)
                    .addKeyValue("reason", e.reason())
                    .log("issuer of tokens unavailable");
            state = new State<>(before.edition(), before.fetched(), clock.instant(), e.reason());
            throw e;
        }
    }

    private void lock() throws IssuerUnavailable {
        try {
            if (!fetching.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IssuerUnavailable(name + ": still being fetched");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerUnavailable(name + ": interrupted");
        }
    }

    /// A success ends its life before the next try is due only where `retry` is the longer one.
    private boolean isTooSoon(State<T> state) {
        return !(state.failure().isEmpty() && !isYounger(state, settings.lifetime()))
                && clock.instant().isBefore(after(state.tried(), settings.retry()));
    }

    private boolean isYounger(State<T> state, Duration age) {
        return state.edition() != null && clock.instant().isBefore(after(state.fetched(), age));
    }

    private static Instant after(Instant start, Duration time) {
        return start.equals(Instant.MIN) ? start : start.plus(time);
    }

    private static <T> Edition<T> edition(State<T> state) {
        var edition = state.edition();
        if (edition == null) {
            throw new IllegalStateException("nothing was fetched");
        }
        return edition;
    }
}
