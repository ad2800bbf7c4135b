package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Memory;
import io.staffetta.benchmarks.measure.Peak;
import io.staffetta.benchmarks.report.Metric;

import java.io.IOException;

/// Measures the costs of a timed part.
final class Timed implements AutoCloseable {

    private final Stage stage;
    private final Terms terms;
    private final Peak peak;
    private final double serverBefore;
    private final double clientBefore;

    private Timed(Stage stage, Terms terms) throws IOException, InterruptedException {
        this.stage = stage;
        this.terms = terms;
        terms.profiler().start(stage.group().processes());
        this.peak = new Peak(stage.group());
        this.serverBefore = stage.group().processorSeconds();
        this.clientBefore = clientSeconds();
    }

    static Timed begin(Stage stage, Terms terms) throws IOException, InterruptedException {
        stage.quiesce(5);
        return new Timed(stage, terms);
    }

    /// Waits until the server has done what is left to do, and writes down what it cost.
    ///
    /// @param messages how many it handled
    void end(long messages, double seconds, Readings readings)
            throws IOException, InterruptedException {
        stage.quiesce(8);
        double server = stage.group().processorSeconds() - serverBefore;
        double client = clientSeconds() - clientBefore;
        terms.profiler().stop(stage.group().processes());
        if (messages > 0) {
            readings.put(Metric.RATE, messages / seconds);
            readings.put(Metric.CPU, server * 1000 / messages);
            readings.put(Metric.CLIENT_CPU, client * 1000 / messages);
        }
        readings.put(Metric.RSS, peak.resident() / 1024.0);
        readings.put(Metric.PSS, Memory.proportional(stage.group().processes()) / 1024.0);
    }

    @Override
    public void close() {
        peak.close();
    }

    private double clientSeconds() throws IOException {
        var own = ProcessHandle.current().info().totalCpuDuration();
        return terms.load().processorSeconds() + own.map(d -> d.toNanos() / 1e9).orElse(0.0);
    }
}
