package io.staffetta.queue;

import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What operators order. One order at a time; deliveries under way end as they may.
final class Verbs {

    private static final Logger log = LoggerFactory.getLogger(Verbs.class);

    private final Board board;
    private final Spool spool;
    private final Endings endings;
    private final Suspensions suspensions;
    private final InstantSource clock;

    Verbs(Board board, Spool spool, Endings endings, Suspensions suspensions, InstantSource clock) {
        this.board = board;
        this.spool = spool;
        this.endings = endings;
        this.suspensions = suspensions;
        this.clock = clock;
    }

    /// Everything.
    synchronized void retryAll() {
        log.atInfo().log("retry of everything ordered");
        board.crew().locked(() -> board.lanes().probeAll(clock.instant()));
        board.scan(slot -> board.schedule().retry(slot.id, clock.instant()));
    }

    synchronized boolean retry(SpoolId id) {
        boolean known =
                board.crew()
                        .ask(() -> {
                            var lanes = board.schedule().lanes(id);
                            board.lanes().probe(lanes, clock.instant());
                            return board.schedule().retry(id, clock.instant());
                        });
        return told("retry", id, "", known);
    }

    synchronized int flush(String destination) {
        var name = LaneRules.canonical(destination);
        var found = new int[1];
        board.scan(slot -> {
            if (goesTo(slot, name)) {
                board.lanes().probe(board.schedule().lanes(slot.id), clock.instant());
                board.schedule().want(slot.id, name, clock.instant());
                found[0] += slot.isBarred() ? 0 : 1;
            }
        });
        log.atInfo()
                .addKeyValue("destination", name)
                .addKeyValue("messages", found[0])
                .log("flush ordered");
        return found[0];
    }

    synchronized boolean hold(SpoolId id, String reason) throws IOException {
        if (!isKnown(id)) {
            return told("hold", id, reason, false);
        }
        boolean before = board.crew().ask(() -> board.schedule().isHeld(id));
        board.crew().locked(() -> board.schedule().hold(id));
        boolean done = false;
        try {
            done = held(id, Optional.of(reason));
        } finally {
            if (!done && !before) {
                board.crew().locked(() -> board.schedule().release(id, clock.instant()));
            }
        }
        return told("hold", id, reason, done);
    }

    synchronized boolean release(SpoolId id) throws IOException {
        if (!isKnown(id)) {
            return told("release", id, "", false);
        }
        if (!board.crew().ask(() -> board.schedule().isBarred(id))) {
            return told("release", id, "", true);
        }
        boolean done = held(id, Optional.empty());
        board.crew().locked(() -> board.schedule().release(id, clock.instant()));
        return told("release", id, "", done);
    }

    /// Bounces or deletes a message.
    synchronized boolean end(SpoolId id, Ending ending) throws IOException {
        var verb = ending.tell() ? "bounce" : "delete";
        if (!board.crew().ask(() -> stop(id, ending))) {
            return told(verb, id, ending.reason(), false);
        }
        if (!endings.end(id)) {
            // It ends with what is under way; should the server end before, it must not go on.
            held(id, Optional.of(ending.reason()));
        }
        return told(verb, id, ending.reason(), true);
    }

    synchronized void suspend(String destination, String reason) throws IOException {
        suspensions.add(destination, reason);
        log.atInfo()
                .addKeyValue("destination", destination)
                .addKeyValue("reason", reason)
                .log("destination suspended");
    }

    synchronized boolean resume(String destination) throws IOException {
        if (!suspensions.remove(destination)) {
            return false;
        }
        var name = LaneRules.canonical(destination);
        board.scan(slot -> {
            if (goesTo(slot, name)) {
                board.schedule().look(slot.id, clock.instant());
            }
        });
        log.atInfo().addKeyValue("destination", destination).log("destination resumed");
        return true;
    }

    /// Takes back what has not begun.
    private boolean stop(SpoolId id, Ending ending) {
        for (var job : board.lanes().withdraw(id, clock.instant())) {
            board.schedule().ended(id, job.recipients(), List.of(), Optional.empty());
        }
        return board.schedule().end(id, ending);
    }

    /// Whether a message has recipients for a domain or next hop; if it is not known where they go,
    /// it may.
    private boolean goesTo(Slot slot, String name) {
        var destinations = board.schedule().destinations();
        if (destinations.find(name).map(slot.domains::contains).orElse(false)) {
            return true;
        }
        var found = new boolean[1];
        slot.domains.forEach(domain ->
                found[0] |=
                        domain.isScattered()
                                || domain.lanes().stream()
                                        .anyMatch(lane ->
                                                LaneRules.canonical(lane.nextHop()).equals(name)));
        return found[0];
    }

    private boolean isKnown(SpoolId id) {
        return board.crew().ask(() -> board.schedule().contains(id));
    }

    /// Whether there is such a message in the spool.
    private boolean held(SpoolId id, Optional<String> reason) throws IOException {
        try {
            spool.hold(id, reason);
            return true;
        } catch (IOException e) {
            if (spool.find(id).isPresent()) {
                throw e;
            }
            return false;
        }
    }

    private static boolean told(String verb, SpoolId id, String reason, boolean known) {
        log.atInfo()
                .addKeyValue("id", id)
                .addKeyValue("reason", reason)
                .addKeyValue("found", known)
                .log(verb + " ordered");
        return known;
    }
}
