package io.staffetta.ban;

import io.staffetta.spi.Network;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.host.BanList;
import io.staffetta.spi.host.BanList.Ban;
import io.staffetta.spi.state.StateEntry;
import io.staffetta.spi.state.StateStore;
import io.staffetta.spi.state.StateTable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Writes down what clients do wrong, and bans who does too much of it. Faults that cannot be
/// written down are not held against anybody.
final class Docket {

    private static final Logger log = LoggerFactory.getLogger(Docket.class);
    private static final String TABLE = "ban-offences";

    private final BanSettings settings;
    private final StateStore store;
    private final BanList bans;
    private final InstantSource clock;

    Docket(BanSettings settings, StateStore store, BanList bans, InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.bans = bans;
        this.clock = clock;
    }

    /// Adds faults of a client.
    ///
    /// @return the ban they earned
    Optional<Ban> add(InetAddress client, Tally faults) {
        try {
            return bans.isExempt(client) ? Optional.empty() : judge(client, faults);
        } catch (UncheckedIOException e) {
            log.atWarn()
                    .addKeyValue("client", client.getHostAddress())
                    .addKeyValue("error", e.getMessage())
                    .log("faults of a client cannot be counted");
            return Optional.empty();
        }
    }

    private Optional<Ban> judge(InetAddress client, Tally faults) {
        var now = clock.instant();
        var judged = new AtomicReference<Optional<Sentence>>(Optional.empty());
        table().update(
                        place(client),
                        known -> {
                            var sum = Offences.of(known, now).plus(faults, now, settings.window());
                            var sentence = sum.excess(settings).map(why -> new Sentence(why, sum));
                            judged.set(sentence);
                            var next = sentence.isPresent() ? sum.banned(now) : sum;
                            var keep = next.bans() > 0 ? settings.memory() : settings.window();
                            return Optional.of(
                                    new StateEntry(place(client), next.encode(), now.plus(keep)));
                        });
        return judged.get()
                .flatMap(sentence ->
                        bans.ban(client, sentence.why(), sentence.sum().banTime(settings)));
    }

    private record Sentence(String why, Offences sum) {}

    private StateTable table() {
        return store.table(TABLE, settings.maxClients());
    }

    private static String place(InetAddress client) {
        return Network.of(client, client instanceof Inet6Address ? 64 : 32).toString();
    }
}
