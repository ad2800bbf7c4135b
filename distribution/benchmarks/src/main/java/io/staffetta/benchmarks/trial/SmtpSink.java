package io.staffetta.benchmarks.trial;

import io.staffetta.benchmarks.measure.Accounting;
import io.staffetta.benchmarks.server.Bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Postfix's server that takes everything and keeps nothing but a count.
final class SmtpSink implements AutoCloseable {

    private static final Pattern COUNT = Pattern.compile("mesg=(\\d+)");
    private static final int TAIL = 400;

    private final Process process;
    private volatile long messages;
    private volatile long lastAt = System.nanoTime();

    private SmtpSink(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> follow(process.getInputStream()));
    }

    static SmtpSink start(Accounting group) throws IOException {
        var words =
                List.of(
                        "smtp-sink",
                        "-u",
                        "nobody",
                        "-c",
                        "-m",
                        "500",
                        "127.0.0.1:" + Bench.SINK_PORT,
                        "1024");
        return new SmtpSink(
                new ProcessBuilder(group.within(words))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    long messages() {
        return messages;
    }

    /// When the count last grew, as of [System#nanoTime].
    long lastAt() {
        return lastAt;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void follow(InputStream in) {
        var tail = "";
        byte[] buffer = new byte[65536];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long now = System.nanoTime();
                tail += new String(buffer, 0, count, StandardCharsets.US_ASCII);
                tail = tail.substring(Math.max(0, tail.length() - TAIL));
                long found =
                        COUNT.matcher(tail)
                                .results()
                                .mapToLong(match -> Long.parseLong(match.group(1)))
                                .max()
                                .orElse(messages);
                if (found > messages) {
                    messages = found;
                    lastAt = now;
                }
            }
        } catch (IOException e) {
            // It was ended.
        }
    }
}
