package io.staffetta.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SummaryTest {

    @Test
    void takesMediansOfRatesAndSumsOfCounts() {
        var summaries =
                Summary.of(
                        List.of(
                                result("postfix", 100, 1),
                                result("staffetta", 300, 0),
                                result("staffetta", 500, 2),
                                result("staffetta", 400, 0)));

        assertThat(summaries).hasSize(2);
        assertThat(summaries.getLast().values())
                .containsEntry(Metric.RATE, 400.0)
                .containsEntry(Metric.RATIO, 4.0)
                .containsEntry(Metric.ERRORS, 2.0);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(Summary.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void aTableHasTheColumnsThatWereMeasured() {
        var table = MarkdownTable.of(Summary.of(List.of(result("postfix", 1234, 0))));

        assertThat(table)
                .isEqualTo(
                        """
                        | server | version | before the 250 | runs | msgs/s | × Postfix | errors | notes |
                        |---|---|---|---|---|---|---|---|
                        | postfix | 1 | fsync | 1 | 1,234 | 1.00 | 0 | a\\|b |
                        """);
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        var result = new Result("W1a", "x, y", "1", "say \"so\"", 1, Map.of(), List.of());

        assertThat(CsvText.of(result)).startsWith("W1a,\"x, y\",1,\"say \"\"so\"\"\",1,");
    }

    private static Result result(String server, double rate, double errors) {
        return new Result(
                "W1a",
                server,
                "1",
                "fsync",
                1,
                Map.of(Metric.RATE, rate, Metric.ERRORS, errors),
                List.of("a|b"));
    }
}
