package io.staffetta.early;

import io.staffetta.spi.Network;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;

/// Remembers clients that waited: by address, or by /64 with IPv6. What the store does not tell is
/// not known.
final class KnownClients {

    private static final Logger log = LoggerFactory.getLogger(KnownClients.class);
    private static final byte[] WAITED = {1};

    private final StateStore store;
    private final InstantSource clock;
    private final Duration memory;
    private final int max;

    /// @param memory how long a client is remembered; zero for not at all
    KnownClients(StateStore store, InstantSource clock, Duration memory, int max) {
        this.store = store;
        this.clock = clock;
        this.memory = memory;
        this.max = max;
    }

    boolean knows(InetAddress client) {
        if (memory.isZero()) {
            return false;
        }
        try {
            return table().get(key(client)).isPresent();
        } catch (UncheckedIOException e) {
            complain(e);
            return false;
        }
    }

    void add(InetAddress client) {
        if (memory.isZero()) {
            return;
        }
        try {
            table().put(key(client), WAITED, clock.instant().plus(memory));
        } catch (UncheckedIOException e) {
            complain(e);
        }
    }

    private StateTable table() {
        return store.table("early-talker", max);
    }

    private static String key(InetAddress client) {
        return client instanceof Inet4Address
                ? client.getHostAddress()
                : Network.of(client, 64).toString();
    }

    private static void complain(UncheckedIOException e) {
        log.atWarn().addKeyValue("problem", e.getMessage()).log("cannot remember who waited");
    }
}
