package io.staffetta.benchmarks.load;

import java.io.IOException;

/// Connections that are open and silent.
public final class Crowd implements AutoCloseable {

    private final Seats seats;
    private final Tally tally;

    Crowd(Seats seats, Tally tally) {
        this.seats = seats;
        this.tally = tally;
    }

    /// What came of opening them; `acknowledged` are those that got as far as they should.
    public Tally tally() {
        return tally;
    }

    /// Closes them all, without QUIT.
    @Override
    public void close() throws IOException {
        seats.close();
    }
}
