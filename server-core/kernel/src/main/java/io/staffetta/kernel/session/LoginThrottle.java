package io.staffetta.kernel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.staffetta.kernel.config.Limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Counts failed logins by client and by account, for all sessions of the server. Bounded: of many
/// it forgets those that matter least.
///
/// Failures slow the failing client down. They never delay or refuse a right password: a stranger
/// must not lock anybody out by guessing. Only a client that failed too often is refused.
public final class LoginThrottle {

    /// Waits; on the session's virtual thread, where waiting costs nothing.
    interface Waiter {
        void await(Duration pause) throws InterruptedException;
    }

    private static final long MAX_REMEMBERED = 100_000;
    private static final int MAX_KEY = 256;
    private static final int MAX_DOUBLINGS = 20;

    /// Failures since an instant.
    private record Failures(int count, Instant since) {}

    private final InstantSource clock;
    private final Waiter waiter;
    private final Cache<String, Failures> failures =
            Caffeine.newBuilder()
                    .maximumSize(MAX_REMEMBERED)
                    .expireAfterWrite(Limits.LONGEST_LOGIN_MEMORY)
                    .executor(Runnable::run)
                    .build();

    /// A throttle that really waits.
    public LoginThrottle(InstantSource clock) {
        this(clock, Thread::sleep);
    }

    LoginThrottle(InstantSource clock, Waiter waiter) {
        this.clock = clock;
        this.waiter = waiter;
    }

    /// Whether a client failed so often that it may not try again now.
    boolean isRefused(Optional<InetAddress> client, Limits limits) {
        return client.map(address -> count(key(address), limits)).orElse(0)
                >= limits.loginFailuresPerClient();
    }

    /// Counts a failure and waits as long as it costs.
    ///
    /// @param login what the client called itself; empty if it did not say
    void failed(Optional<InetAddress> client, String login, Limits limits)
            throws InterruptedException {
        int byClient = client.map(address -> add(key(address), limits)).orElse(0);
        int byAccount = login.isEmpty() ? 0 : add(key(login), limits);
        waiter.await(pause(Math.max(1, Math.max(byClient, byAccount)), limits));
    }

    private static Duration pause(int count, Limits limits) {
        var pause = limits.loginDelay().multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        return pause.compareTo(limits.maxLoginDelay()) < 0 ? pause : limits.maxLoginDelay();
    }

    private int count(String key, Limits limits) {
        var known = failures.getIfPresent(key);
        return known == null || isOver(known, limits) ? 0 : known.count();
    }

    private int add(String key, Limits limits) {
        return failures.asMap()
                .merge(
                        key,
                        new Failures(1, clock.instant()),
                        (known, first) ->
                                isOver(known, limits)
                                        ? first
                                        : new Failures(known.count() + 1, known.since()))
                .count();
    }

    private boolean isOver(Failures known, Limits limits) {
        return known.since().plus(limits.loginMemory()).isBefore(clock.instant());
    }

    /// Who has an IPv6 address usually has the /64 it lies in.
    private static String key(InetAddress client) {
        byte[] octets = client.getAddress();
        return "client "
                + HexFormat.of()
                        .formatHex(
                                client instanceof Inet6Address ? Arrays.copyOf(octets, 8) : octets);
    }

    private static String key(String login) {
        var folded = login.strip().toLowerCase(Locale.ROOT);
        return "login " + (folded.length() > MAX_KEY ? folded.substring(0, MAX_KEY) : folded);
    }
}
