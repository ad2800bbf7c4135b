package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Compilers;

import java.io.IOException;

/// Goes on warming a server up as long as its second compiler is busy: on a slow machine it is not
/// done when it would be on a quick one, and what it uses is not there for mail. Servers without
/// one need nothing of it.
///
/// @param stage with the server
/// @param mostSeconds to go on
record Warming(Stage stage, double mostSeconds) {

    private static final double BUSY = 0.1;

    /// Load for some time.
    @FunctionalInterface
    interface Load {
        void run(double seconds) throws IOException, InterruptedException;
    }

    void goOn(Load load) throws IOException, InterruptedException {
        long start = System.nanoTime();
        double spent = spent();
        double before = -1;
        while (spent - before > BUSY && (System.nanoTime() - start) / 1e9 < mostSeconds) {
            before = spent;
            load.run(1);
            spent = spent();
        }
    }

    private double spent() throws IOException {
        return Compilers.seconds(stage.group().processes());
    }
}
