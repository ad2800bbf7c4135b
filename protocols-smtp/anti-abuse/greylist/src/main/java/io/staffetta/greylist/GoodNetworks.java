package io.staffetta.greylist;

import io.staffetta.spi.Network;
import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import java.time.Instant;
import java.util.Optional;

/// Remembers networks whose clients come back, until they need not any more.
final class GoodNetworks {

    private static final int DEFAULT_AFTER = 5;

    private final GreylistSettings settings;
    private final StateStore state;
    private final int enough;

    GoodNetworks(GreylistSettings settings, StateStore state) {
        this.settings = settings;
        this.state = state;
        this.enough = settings.autoAllowAfter().orElse(DEFAULT_AFTER);
    }

    /// What is known of a network.
    Optional<Seen> find(Network network) {
        return enough == 0 ? Optional.empty() : table().get(network.toString()).flatMap(Seen::of);
    }

    boolean isEnough(Optional<Seen> seen) {
        return seen.filter(known -> known.count() >= enough).isPresent();
    }

    /// A client of it was let through. Counts now and then only: many messages at once are one
    /// success, and cost no change each.
    ///
    /// @param seen as it was found
    void succeeded(Network network, Optional<Seen> seen, Instant now) {
        if (enough == 0 || seen.filter(known -> isRecent(known, now)).isPresent()) {
            return;
        }
        var key = network.toString();
        table().update(key, before -> Optional.of(next(key, before, now)));
    }

    private StateEntry next(String key, Optional<StateEntry> before, Instant now) {
        var seen = before.flatMap(Seen::of);
        if (before.isPresent() && seen.filter(known -> isRecent(known, now)).isPresent()) {
            return before.get();
        }
        int count = Math.min(seen.map(Seen::count).orElse(0) + 1, enough);
        return new Seen(count, now).until(key, now.plus(settings.autoAllowLifetime()));
    }

    private boolean isRecent(Seen seen, Instant now) {
        return now.isBefore(seen.when().plus(settings.autoAllowInterval()));
    }

    private StateTable table() {
        return state.table("greylist-networks", settings.maxNetworks());
    }
}
