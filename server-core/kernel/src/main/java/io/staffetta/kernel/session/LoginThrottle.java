package io.staffetta.kernel.session;

import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.session.FailureCounts.Count;
import io.staffetta.kernel.session.LoginRecord.Kind;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.mail.Mailbox;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Counts failed logins by client, by network and by account, for all sessions of the server.
///
/// Failures slow the failing client down. They never delay or refuse a right password: a stranger
/// must not lock anybody out by guessing. Only clients that failed too often themselves, or whose
/// network did, are refused; of a network not those that logged in lately.
public final class LoginThrottle {

    /// Waits; on the session's virtual thread, where waiting costs nothing.
    interface Waiter {
        void await(Duration pause) throws InterruptedException;
    }

    private static final int MAX_KEY = 256;
    private static final int MAX_DOUBLINGS = 20;

    private final InstantSource clock;
    private final Waiter waiter;
    private final Map<Kind, FailureCounts> counts = new EnumMap<>(Kind.class);
    private final AtomicLong changes = new AtomicLong();

    /// A throttle that really waits.
    public LoginThrottle(InstantSource clock) {
        this(clock, Thread::sleep);
    }

    LoginThrottle(InstantSource clock, Waiter waiter) {
        this.clock = clock;
        this.waiter = waiter;
        for (var kind : Kind.values()) {
            counts.put(kind, new FailureCounts());
        }
    }

    /// Why a client may not try to log in now, if so: the name of the limit.
    Optional<String> refusal(Optional<InetAddress> client, Limits limits) {
        var place = place(client, limits);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        if (count(Kind.CLIENT, place.get().client(), limits) >= limits.loginFailuresPerClient()) {
            return Optional.of("login-failures-per-client");
        }
        return count(Kind.NETWORK, place.get().network(), limits)
                                >= limits.loginFailuresPerNetwork()
                        && !isWelcome(place.get())
                ? Optional.of("login-failures-per-network")
                : Optional.empty();
    }

    /// Counts a failure and waits as long as it costs.
    ///
    /// @param login what the client called itself; empty if it did not say
    /// @return whether it was one too many for the account, so that the connection is to be closed
    boolean failed(Optional<InetAddress> client, String login, Limits limits)
            throws InterruptedException {
        var account = accountKey(login);
        int byAccount = account.isEmpty() ? 0 : add(Kind.ACCOUNT, account, limits);
        int byClient = 0;
        var place = place(client, limits);
        if (place.isPresent()) {
            byClient = add(Kind.CLIENT, place.get().client(), limits);
            add(Kind.NETWORK, place.get().network(), limits);
            if (!account.isEmpty()) {
                add(Kind.PAIR, pairKey(place.get(), account), limits);
            }
        }
        changes.incrementAndGet();
        waiter.await(pause(Math.max(1, Math.max(byClient, byAccount)), limits));
        return byAccount > limits.loginFailuresPerAccount();
    }

    /// Forgives a client the failures with the account it has logged in to after all, and no
    /// others: an account of one's own is no licence to guess the passwords of others.
    void succeeded(Optional<InetAddress> client, Account account, Limits limits) {
        place(client, limits)
                .ifPresent(place -> {
                    Stream.concat(
                                    Stream.of(account.name()),
                                    account.addresses().stream().map(Mailbox::toString))
                            .map(LoginThrottle::accountKey)
                            .distinct()
                            .forEach(key -> forgive(place, key));
                    of(Kind.WELCOME).put(place.client(), new Count(0, clock.instant()));
                    changes.incrementAndGet();
                });
    }

    /// What is remembered and has not grown too old, in no order.
    public List<LoginRecord> records(Duration memory) {
        var now = clock.instant();
        return counts.entrySet().stream()
                .flatMap(kind ->
                        kind.getValue().all().entrySet().stream()
                                .filter(one ->
                                        !one.getValue().isOver(now, memory(kind.getKey(), memory)))
                                .map(one ->
                                        new LoginRecord(
                                                kind.getKey(),
                                                one.getKey(),
                                                one.getValue().failures(),
                                                one.getValue().since())))
                .toList();
    }

    /// Takes up what an earlier run of the server remembered. A time to come is none.
    void restore(List<LoginRecord> records) {
        var now = clock.instant();
        records.stream()
                .filter(one -> !one.since().isAfter(now))
                .forEach(one ->
                        of(one.kind()).put(one.who(), new Count(one.failures(), one.since())));
    }

    /// Forgets what counts against a client, a network or an account.
    ///
    /// @param who an IP address, a network as [#records] names it, or an account
    /// @return whether there was anything to forget
    public boolean forget(String who) {
        boolean known = new Forgetting(counts).forget(who, accountKey(who));
        changes.incrementAndGet();
        return known;
    }

    /// Grows with each change.
    long changes() {
        return changes.get();
    }

    private void forgive(ClientPlace place, String account) {
        of(Kind.PAIR)
                .remove(pairKey(place, account))
                .ifPresent(pair -> {
                    of(Kind.CLIENT).subtract(place.client(), pair);
                    of(Kind.NETWORK).subtract(place.network(), pair);
                    of(Kind.ACCOUNT).subtract(account, pair);
                });
    }

    private boolean isWelcome(ClientPlace place) {
        return of(Kind.WELCOME)
                .get(place.client(), clock.instant(), Limits.LONGEST_LOGIN_MEMORY)
                .isPresent();
    }

    private static Duration memory(Kind kind, Duration ofFailures) {
        return kind == Kind.WELCOME ? Limits.LONGEST_LOGIN_MEMORY : ofFailures;
    }

    private static Duration pause(int count, Limits limits) {
        var pause = limits.loginDelay().multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        return pause.compareTo(limits.maxLoginDelay()) < 0 ? pause : limits.maxLoginDelay();
    }

    private int count(Kind kind, String key, Limits limits) {
        return of(kind).get(key, clock.instant(), limits.loginMemory())
                .map(Count::failures)
                .orElse(0);
    }

    private int add(Kind kind, String key, Limits limits) {
        return of(kind).add(key, clock.instant(), limits.loginMemory());
    }

    private FailureCounts of(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    private static Optional<ClientPlace> place(Optional<InetAddress> client, Limits limits) {
        return client.filter(address ->
                        limits.loginExemptNetworks().stream()
                                .noneMatch(network -> network.contains(address)))
                .map(ClientPlace::of);
    }

    private static String pairKey(ClientPlace place, String account) {
        return place.client() + " " + account;
    }

    private static String accountKey(String login) {
        var folded =
                Normalizer.normalize(oneForm(login.strip()), Normalizer.Form.NFC)
                        .toLowerCase(Locale.ROOT);
        var cut = folded.length() > MAX_KEY ? folded.substring(0, MAX_KEY) : folded;
        // Half a character could not be written down.
        var whole = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return SessionLog.safe(whole);
    }

    /// Stores know a mailbox however it is quoted and its domain is written; else each of its forms
    /// would be counted for itself.
    private static String oneForm(String login) {
        try {
            return Mailbox.parse(login).toString();
        } catch (IllegalArgumentException e) {
            return login;
        }
    }
}
