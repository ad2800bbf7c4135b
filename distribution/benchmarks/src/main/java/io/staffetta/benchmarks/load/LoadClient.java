package io.staffetta.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLEngine;

/// Sends messages over many connections from one thread: it shares the machine with the server.
public final class LoadClient {

    private final Load load;
    private final Script script;
    private final TrustingTls tls = new TrustingTls();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(16 * 1024);

    public LoadClient(Load load) {
        this.load = load;
        this.script = Script.of(load);
    }

    /// Runs until the goal is reached and every session has ended; may be called again, and then
    /// knows the TLS sessions of the last time.
    ///
    /// @throws IOException if there can be no selector
    public Tally run(Goal goal) throws IOException {
        var tally = new Tally();
        long start = System.nanoTime();
        try (var seats = new Seats(load.server(), factory(script, goal, tally, false), tally)) {
            for (int slot = 0; slot < load.sessions() && !goal.isReached(); slot++) {
                seats.open(slot);
            }
            while (seats.isAnyOpen()) {
                for (int slot : seats.serve()) {
                    if (!goal.isReached()) {
                        seats.open(slot);
                    }
                }
            }
        }
        tally.ended(secondsSince(start));
        return tally;
    }

    /// Opens connections that say hello (and secure themselves) and then nothing, `sessions` at
    /// once, and keeps them.
    ///
    /// @param connections how many
    /// @throws IOException if there can be no selector
    public Crowd gather(int connections) throws IOException {
        var tally = new Tally();
        long start = System.nanoTime();
        var silent = script.withoutMessages();
        var seats =
                new Seats(
                        load.server(),
                        factory(silent, Goal.messages(connections, 600), tally, true),
                        tally);
        int next = 0;
        while (next < connections || seats.isAnyBusy()) {
            while (next < connections && seats.busy() < load.sessions()) {
                seats.open(next++);
            }
            if (seats.isAnyBusy()) {
                seats.serve();
            }
        }
        tally.ended(secondsSince(start));
        return new Crowd(seats, tally);
    }

    private Seats.Factory factory(Script spoken, Goal goal, Tally tally, boolean crowd) {
        return (channel, slot) ->
                new Session(load, spoken, goal, tally, channel, () -> engine(slot, crowd), shared);
    }

    private SSLEngine engine(int slot, boolean crowd) {
        if (load.security() == Load.Security.RESUMED) {
            return tls.resuming(slot);
        }
        return crowd ? tls.frugal() : tls.fresh();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
