package io.staffetta.benchmarks.micro;

import io.staffetta.smtp.io.BareNewline;
import io.staffetta.smtp.io.Line;
import io.staffetta.smtp.io.LineReader;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Reads lines that came one by one, or three at once.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LineBenchmark {

    private static final int BATCH = 3;
    private static final int LONGEST = 1024;
    private static final Duration HOUR = Duration.ofHours(1);

    private final LineReader alone = reader("RCPT TO:<user@sink.test>\r\n");
    private final LineReader batch =
            reader("MAIL FROM:<sender@client.test>\r\nRCPT TO:<user@sink.test>\r\nDATA\r\n");

    /// A line for each read.
    @Benchmark
    public Line alone() throws IOException {
        return alone.next(HOUR, false);
    }

    /// A pipelined group for each read.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Line pipelined() throws IOException {
        batch.next(HOUR, false);
        batch.next(HOUR, false);
        return batch.next(HOUR, false);
    }

    private static LineReader reader(String says) {
        var loop = new Loop(says.getBytes(StandardCharsets.US_ASCII), Integer.MAX_VALUE);
        return new LineReader(loop.input(), BareNewline.REJECT, LONGEST);
    }
}
