package io.staffetta.benchmarks.micro;

import io.staffetta.smtp.io.BareNewline;
import io.staffetta.smtp.io.ContentReader;
import io.staffetta.smtp.io.Ending;
import io.staffetta.smtp.io.Pace;
import io.staffetta.smtp.io.Sink;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.spool.Draft;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Reads content up to its final dot and takes the other dots out; where it goes costs nothing.
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContentBenchmark {

    private static final int BLOCK = 16_384;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long LARGEST = 100_000_000;

    /// Octets of the content, about.
    @Param({"4096", "1048576"})
    public int size = 4096;

    private ContentReader reader = reader("");

    /// Makes content in which each tenth line begins with a dot.
    @Setup
    public final void prepare() {
        var text = new StringBuilder();
        for (int line = 0; text.length() < size; line++) {
            text.append(line % 10 == 0 ? ".." : "").append("x".repeat(76)).append("\r\n");
        }
        reader = reader(text.toString());
    }

    /// One message.
    @Benchmark
    public Ending content() throws IOException {
        return reader.data(new Sink(new Nowhere(), LARGEST));
    }

    private static ContentReader reader(String text) {
        var loop = new Loop((text + ".\r\n").getBytes(StandardCharsets.US_ASCII), BLOCK);
        return new ContentReader(loop.input(), BareNewline.REJECT, new Pace(HOUR, 1), 0);
    }

    private static final class Nowhere implements Draft {
        private long size;

        @Override
        public void write(byte[] octets, int offset, int length) {
            size += length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public Content content() {
            return Content.of(new byte[0]);
        }

        @Override
        public void close() {}
    }
}
