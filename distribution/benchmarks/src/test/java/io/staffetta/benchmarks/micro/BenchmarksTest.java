package io.staffetta.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.smtp.command.Command;
import io.staffetta.smtp.io.Ending;
import io.staffetta.smtp.io.Line;

import org.junit.jupiter.api.Test;

/// That the micro-benchmarks do what they are to measure; nothing is measured here.
class BenchmarksTest {

    @Test
    void parseCommands() throws Exception {
        var benchmark = new CommandBenchmark();

        assertThat(benchmark.hello()).isInstanceOf(Command.Hello.class);
        assertThat(benchmark.mail()).isInstanceOf(Command.Mail.class);
        assertThat(benchmark.recipient()).isInstanceOf(Command.Rcpt.class);
    }

    @Test
    void readLines() throws Exception {
        var benchmark = new LineBenchmark();

        assertThat(benchmark.alone()).isInstanceOf(Line.Text.class);
        assertThat(benchmark.alone()).isInstanceOf(Line.Text.class);
        assertThat(benchmark.pipelined()).isEqualTo(new Line.Text("DATA", 6));
        assertThat(benchmark.pipelined()).isEqualTo(new Line.Text("DATA", 6));
    }

    @Test
    void readContentAgainAndAgain() throws Exception {
        var benchmark = new ContentBenchmark();
        benchmark.size = 100_000;
        benchmark.prepare();

        assertThat(benchmark.content()).isEqualTo(Ending.COMPLETE);
        assertThat(benchmark.content()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void appendToASpool() throws Exception {
        var benchmark = new SpoolBenchmark();
        benchmark.open();
        try {
            assertThat(benchmark.alone().size()).isEqualTo(4096);
            assertThat(benchmark.crowd().id()).isNotEqualTo(benchmark.alone().id());
        } finally {
            benchmark.close();
        }
    }
}
