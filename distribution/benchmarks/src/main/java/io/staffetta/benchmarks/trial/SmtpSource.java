package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.report.Metric;
import io.staffetta.benchmarks.server.Bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Postfix's load generator, which checks every reply and gives up at the first wrong one.
///
/// @param sessions at once
/// @param size octets of a message
/// @param many whether a connection carries many messages
record SmtpSource(int sessions, int size, boolean many, String recipient) {

    /// The part of warming up that it does itself where it does the timed part.
    static final double WARMS = 0.3;

    private static final int PATIENCE_SECONDS = 60;

    /// Sends messages before the timed part.
    void warm(double messages, Terms terms, Stage stage, Readings readings)
            throws IOException, InterruptedException {
        long count = Math.max(sessions, (long) messages);
        var complaint = send(count, terms, stage);
        if (complaint.isEmpty()) {
            readings.add(Metric.ACKNOWLEDGED, count);
        } else {
            readings.add(Metric.ERRORS, 1);
            readings.note(complaint);
        }
    }

    /// Sends messages; returns what it complained of, or nothing.
    String send(long messages, Terms terms, Stage stage) throws IOException, InterruptedException {
        var log = stage.run().resolve("smtp-source.log");
        var words = new ArrayList<>(List.of("smtp-source"));
        if (many) {
            words.add("-d");
        }
        words.addAll(
                List.of(
                        "-s",
                        Long.toString(Math.min(sessions, messages)),
                        "-m",
                        Long.toString(messages),
                        "-l",
                        Integer.toString(size),
                        "-M",
                        "client.test",
                        "-f",
                        Bench.SENDER,
                        "-t",
                        recipient,
                        "127.0.0.1:" + Bench.PORT));
        var process =
                new ProcessBuilder(terms.load().within(words))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "smtp-source not done in " + PATIENCE_SECONDS + " s";
        }
        return process.exitValue() == 0 ? "" : "smtp-source: " + Files.readString(log).strip();
    }
}
