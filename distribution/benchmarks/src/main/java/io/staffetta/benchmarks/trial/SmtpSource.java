package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.server.Bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Postfix's load generator, which checks every reply and gives up at the first wrong one.
///
/// @param sessions at once
/// @param size octets of a message
/// @param many whether a connection carries many messages
record SmtpSource(int sessions, int size, boolean many, String recipient) {

    private static final int PATIENCE_SECONDS = 60;

    /// Sends messages; returns what it complained of, or nothing.
    String send(long messages, Accounting group, Path log)
            throws IOException, InterruptedException {
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
                new ProcessBuilder(group.within(words))
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
