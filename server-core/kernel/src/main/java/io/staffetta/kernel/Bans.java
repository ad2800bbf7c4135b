package io.staffetta.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.kernel.config.BanConfig;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.ServerConfig;
import io.staffetta.spi.Network;
import io.staffetta.spi.host.BanList;
import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The ban list: in memory for those who ask at each connection, and in the state store for the
/// next start. A store that fails costs nothing but the memory of it.
final class Bans implements BanList {

    private static final Logger log = LoggerFactory.getLogger(Bans.class);
    private static final String TABLE = "bans";
    private static final int PAGE = 500;
    private static final int MAX_REASON = 200;

    private final StateStore store;
    private final Supplier<Optional<ServerConfig>> config;
    private final InstantSource clock;
    private final Map<Network, Ban> bans = new HashMap<>();
    private final Object writing = new Object();
    private boolean restored;

    /// @param config the one in force; empty before there is any
    Bans(StateStore store, Supplier<Optional<ServerConfig>> config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Optional<Ban> ban(InetAddress client, String reason, Duration time) {
        return isExempt(client)
                ? Optional.empty()
                : Optional.of(ban(placeOf(client), reason, time));
    }

    /// Bans a network, whoever is in it.
    ///
    /// @throws IllegalArgumentException if somebody in it is exempt
    Ban ban(Network network, String reason, Duration time) {
        var ban = remember(network, reason, time);
        settle(network);
        return ban;
    }

    private synchronized Ban remember(Network network, String reason, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("a ban takes longer than no time");
        }
        exempt().filter(one -> overlap(one, network))
                .findFirst()
                .ifPresent(one -> {
                    throw new IllegalArgumentException(
                            "%s is exempt from bans (%s)".formatted(network, one));
                });
        restore();
        var now = clock.instant();
        var known = Optional.ofNullable(bans.get(network)).filter(ban -> ban.until().isAfter(now));
        var until = now.plus(time);
        if (known.isPresent() && !known.get().until().isBefore(until)) {
            return known.get();
        }
        var ban =
                new Ban(
                        network.toString(),
                        oneLine(reason),
                        known.map(Ban::since).orElse(now),
                        until);
        bans.put(network, ban);
        makeRoom(now);
        log.atInfo()
                .addKeyValue("network", ban.network())
                .addKeyValue("until", ban.until())
                .addKeyValue("reason", ban.reason())
                .log("banned");
        return ban;
    }

    @Override
    public synchronized Optional<Ban> find(InetAddress client) {
        restore();
        if (bans.isEmpty() || isExempt(client)) {
            return Optional.empty();
        }
        var now = clock.instant();
        return bans.keySet().stream()
                .mapToInt(Network::prefix)
                .distinct()
                .filter(prefix -> prefix <= client.getAddress().length * 8)
                .mapToObj(prefix -> bans.get(Network.of(client, prefix)))
                .filter(ban -> ban != null && ban.until().isAfter(now))
                .max(Comparator.comparing(Ban::until));
    }

    @Override
    public boolean isExempt(InetAddress client) {
        return exempt().anyMatch(network -> network.contains(client));
    }

    /// Bans in force, those that end last first.
    synchronized List<Ban> list() {
        restore();
        var now = clock.instant();
        return bans.values().stream()
                .filter(ban -> ban.until().isAfter(now))
                .sorted(Comparator.comparing(Ban::until).reversed().thenComparing(Ban::network))
                .toList();
    }

    /// Ends the bans of a network and of all in it.
    ///
    /// @return how many
    int lift(Network network) {
        var lifted = drop(network);
        lifted.forEach(this::settle);
        return lifted.size();
    }

    private synchronized List<Network> drop(Network network) {
        restore();
        var lifted =
                bans.keySet().stream()
                        .filter(one -> one.prefix() >= network.prefix())
                        .filter(one -> network.contains(one.base()))
                        .toList();
        lifted.forEach(bans::remove);
        return lifted;
    }

    private synchronized Optional<Ban> known(Network network) {
        return Optional.ofNullable(bans.get(network));
    }

    /// Makes the store agree with the memory. Those who only ask do not wait for it.
    private void settle(Network network) {
        synchronized (writing) {
            known(network).ifPresentOrElse(this::keep, () -> forget(network.toString()));
        }
    }

    private static Network placeOf(InetAddress client) {
        return Network.of(client, client instanceof Inet6Address ? 64 : 32);
    }

    private static boolean overlap(Network one, Network other) {
        return one.contains(other.base()) || other.contains(one.base());
    }

    private Stream<Network> exempt() {
        var now = config.get();
        var proxies =
                now.stream()
                        .flatMap(one -> one.listeners().stream())
                        .map(ListenerConfig::proxyFrom)
                        .flatMap(List::stream);
        return Stream.concat(
                now.map(ServerConfig::bans).orElse(BanConfig.DEFAULTS).exempt().stream(), proxies);
    }

    private int maxBans() {
        return config.get().map(ServerConfig::bans).orElse(BanConfig.DEFAULTS).maxBans();
    }

    private void makeRoom(Instant now) {
        int most = maxBans();
        if (bans.size() > most) {
            bans.values().removeIf(ban -> !ban.until().isAfter(now));
        }
        if (bans.size() > most) {
            bans.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getValue().until()))
                    .limit(bans.size() - most + most / 100L)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(bans::remove);
        }
    }

    private void restore() {
        if (restored) {
            return;
        }
        restored = true;
        try {
            var table = store.table(TABLE, maxBans());
            var page = table.list("", PAGE);
            while (!page.isEmpty()) {
                page.forEach(this::restore);
                page = table.list(page.getLast().key(), PAGE);
            }
        } catch (UncheckedIOException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("bans cannot be read");
        }
    }

    private void restore(StateEntry entry) {
        try {
            var words = new String(entry.value(), UTF_8).split(" ", 2);
            bans.put(
                    Network.parse(entry.key()),
                    new Ban(
                            entry.key(),
                            words.length > 1 ? words[1] : "",
                            Instant.parse(words[0]),
                            entry.expires()));
        } catch (IllegalArgumentException | DateTimeException e) {
            log.atWarn().addKeyValue("entry", entry.key()).log("not a ban; forgotten");
        }
    }

    private void keep(Ban ban) {
        try {
            store.table(TABLE, maxBans())
                    .put(
                            ban.network(),
                            (ban.since() + " " + ban.reason()).getBytes(UTF_8),
                            ban.until());
        } catch (UncheckedIOException e) {
            log.atWarn()
                    .addKeyValue("network", ban.network())
                    .addKeyValue("error", e.getMessage())
                    .log("a ban cannot be written; a restart would end it");
        }
    }

    private void forget(String network) {
        try {
            store.table(TABLE, maxBans()).remove(network);
        } catch (UncheckedIOException e) {
            log.atWarn()
                    .addKeyValue("network", network)
                    .addKeyValue("error", e.getMessage())
                    .log("the end of a ban cannot be written; a restart would bring it back");
        }
    }

    private static String oneLine(String reason) {
        var line = reason.replaceAll("\\p{Cntrl}", "?").strip();
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) : line;
    }
}
