package io.staffetta.spf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

class PublishedCasesTest {

    private static final SpfLimits LIMITS =
            new SpfLimits(Duration.ofSeconds(20), 10, 2, 10, 8192, 400);

    static Stream<CaseFile.Case> published() {
        return CaseFile.read("published.cases");
    }

    static Stream<CaseFile.Case> further() {
        return CaseFile.read("further.cases");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"published", "further"})
    void theResultIsRight(CaseFile.Case c) {
        var outcome = check(c);
        assertThat(c.results()).as(outcome.detail()).contains(outcome.result().word());
        c.explanation()
                .ifPresent(e -> assertThat(outcome.explanation().orElse("none")).isEqualTo(e));
        assertThat(outcome.detail()).matches("[ -~]{1,400}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"published", "further"})
    void nothingIsAskedMoreOftenThanTheLimitsAllow(CaseFile.Case c) {
        int before = c.zone().asked().size();
        check(c);
        var asked = c.zone().asked();
        // 10 terms with 10 hosts each, the first record, and an explanation.
        assertThat(asked.subList(before, asked.size()).size()).isLessThanOrEqualTo(112);
    }

    private static SpfOutcome check(CaseFile.Case c) {
        int at = c.sender().lastIndexOf('@');
        var local = at < 0 ? "postmaster" : c.sender().substring(0, at);
        var domain = at < 0 ? c.helo() : c.sender().substring(at + 1);
        var question =
                new Question(
                        InetAddress.ofLiteral(c.client()),
                        local,
                        domain,
                        c.helo(),
                        "mx.test.example");
        return Evaluation.of(
                question, LIMITS, c.zone(), InstantSource.fixed(Instant.ofEpochSecond(1234567890)));
    }
}
