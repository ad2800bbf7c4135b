package io.staffetta.early;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `early-talker`.
///
/// @param greetWait how long the banner waits; 2 s by default, at most 1 min
/// @param action what to do with a client that did not; `refuse` by default
/// @param exemptNetworks clients that need not wait
/// @param exemptDnswl whether clients that a hook before this one found on a list of the good need
///   not wait; by default they need not
/// @param remember how long a client that waited need not wait again; 7 d by default, 0 s for not
///   at all
/// @param maxClients clients that are remembered; 100000 by default
public record EarlyTalkerSettings(
        Duration greetWait,
        Action action,
        List<Network> exemptNetworks,
        Optional<Boolean> exemptDnswl,
        Duration remember,
        int maxClients) {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /// What to do.
    public enum Action {
        /// Nothing.
        NEXT,
        /// Refuse each of its commands until it leaves.
        REFUSE,
        /// Refuse and close the connection.
        DISCONNECT
    }

    public EarlyTalkerSettings {
        greetWait = Objects.requireNonNullElse(greetWait, Duration.ofSeconds(2));
        if (!greetWait.isPositive() || greetWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("greet-wait must be more than 0s and at most 1m");
        }
        action = Objects.requireNonNullElse(action, Action.REFUSE);
        exemptNetworks = List.copyOf(exemptNetworks);
        exemptDnswl = exemptDnswl.or(() -> Optional.of(true));
        remember = Objects.requireNonNullElse(remember, Duration.ofDays(7));
        if (maxClients < 0) {
            throw new IllegalArgumentException("max-clients must be at least 1");
        }
        maxClients = maxClients == 0 ? 100_000 : maxClients;
    }
}
