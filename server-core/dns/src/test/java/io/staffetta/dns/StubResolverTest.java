package io.staffetta.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// With servers that are made up.
class StubResolverTest {

    private static final AnswerLimits LIMITS = new AnswerLimits(2, 3, 65_535);
    private static final Deadline LATER = Deadline.in(Duration.ofHours(1));

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private StubResolver resolver(Upstream upstream) {
        var minute = Duration.ofMinutes(1);
        return new StubResolver(
                (question, deadline) -> {
                    asked.add(question.toString());
                    return upstream.exchange(question, deadline);
                },
                LIMITS,
                new CacheTimes(Duration.ZERO, minute, minute, minute),
                100,
                Duration.ofSeconds(10));
    }

    private static Question question(String name) {
        return Question.of(name, Type.A).orElseThrow();
    }

    private static Message response(Question question, String... records) throws IOException {
        var response = question.query(0);
        response.getHeader().setFlag(Flags.QR);
        for (var record : records) {
            var words = record.split(" ", 4);
            response.addRecord(
                    Record.fromString(
                            Name.fromString(words[0]),
                            Type.value(words[2]),
                            DClass.IN,
                            Long.parseLong(words[1]),
                            words[3],
                            Name.root),
                    words[2].equals("SOA") ? Section.AUTHORITY : Section.ANSWER);
        }
        return response;
    }

    @Test
    void recordsOfOtherNamesArePassedOver() throws Exception {
        var resolver =
                resolver((question, _) ->
                        response(
                                question,
                                "evil.example. 60 A 203.0.113.1",
                                "a.example. 60 TXT no",
                                "A.example. 30 A 192.0.2.1"));

        var answer = (Answer.Found) resolver.ask(question("a.example"), LATER);

        assertThat(answer.records()).hasSize(1);
        assertThat(answer.ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(resolver.ask(question("A.EXAMPLE."), LATER)).isEqualTo(answer);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aliasesAreFollowedThroughSeveralResponses() throws Exception {
        var resolver =
                resolver((question, _) ->
                        question.toString().startsWith("a.")
                                ? response(
                                        question,
                                        "a.example. 5 CNAME b.example.",
                                        "b.example. 60 CNAME c.example.")
                                : response(question, "c.example. 60 A 192.0.2.1"));

        var answer = (Answer.Found) resolver.ask(question("a.example"), LATER);

        assertThat(answer.ttl()).as("the shortest").isEqualTo(Duration.ofSeconds(5));
        assertThat(asked).containsExactly("a.example A", "c.example A");
    }

    @Test
    void whatIsTooMuchHasFailed() throws Exception {
        var circle =
                resolver((question, _) ->
                        response(
                                question,
                                "a.example. 5 CNAME b.example.",
                                "b.example. 5 CNAME a.example."));
        var chain =
                resolver((question, _) ->
                        response(
                                question,
                                "a.example. 5 CNAME b.example.",
                                "b.example. 5 CNAME c.example.",
                                "c.example. 5 CNAME d.example.",
                                "d.example. 5 A 192.0.2.1"));
        var many =
                resolver((question, _) ->
                        response(
                                question,
                                "a.example. 5 A 192.0.2.1",
                                "a.example. 5 A 192.0.2.2",
                                "a.example. 5 A 192.0.2.3",
                                "a.example. 5 A 192.0.2.4"));

        assertFails(circle, "circle");
        assertFails(chain, "more than 2 aliases");
        assertFails(many, "more than 3 records");
    }

    private static void assertFails(StubResolver resolver, String why) throws Exception {
        assertThat(resolver.ask(question("a.example"), LATER))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.why()).contains(why));
    }

    @Test
    void absenceIsBelievedAsLongAsItsZoneSays() throws Exception {
        var resolver =
                resolver((question, _) -> {
                    var response =
                            response(
                                    question,
                                    "example. 300 SOA ns.example. root.example. 1 2 3 4 20");
                    response.getHeader().setRcode(Rcode.NXDOMAIN);
                    return response;
                });

        assertThat(resolver.ask(question("a.example"), LATER))
                .isEqualTo(new Answer.Absent(false, Duration.ofSeconds(20)));
        assertThat(resolver.known(question("a.example"))).isPresent();
        assertThat(resolver((question, _) -> response(question)).ask(question("b.example"), LATER))
                .as("without SOA")
                .isEqualTo(new Answer.Absent(true, Duration.ZERO));
    }

    @Test
    void onlyAFailureThatIsNoHurryIsRemembered() throws Exception {
        var resolver =
                resolver((_, _) -> {
                    throw new SocketTimeoutException("timed out");
                });
        resolver.ask(question("a.example"), Deadline.in(Duration.ZERO));
        assertThat(resolver.known(question("a.example"))).isEmpty();

        resolver.ask(question("a.example"), LATER);
        assertThat(resolver.known(question("a.example")))
                .contains(new Answer.Failed("a.example A: timed out"));
    }

    @Test
    void whoWaitsForOneInAHurryAsksAgain() throws Exception {
        var waiting = new CountDownLatch(1);
        var resolver =
                resolver((question, deadline) -> {
                    if (deadline.isOver()) {
                        waiting.await();
                        throw new SocketTimeoutException("timed out");
                    }
                    return response(question, "a.example. 60 A 192.0.2.1");
                });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var hurried =
                    threads.submit(
                            () -> resolver.ask(question("a.example"), Deadline.in(Duration.ZERO)));
            var patient = threads.submit(() -> resolver.ask(question("a.example"), LATER));
            waiting.countDown();

            assertThat(hurried.get()).isNotNull();
            assertThat(patient.get()).isInstanceOf(Answer.Found.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".a", "a..b", "\u00e4.example", "a\tb", "a\u0000"})
    void whatIsNoName(String name) {
        assertThat(Question.of(name, Type.A)).isEmpty();
    }

    @Test
    void namesHaveLimitsAndNoEscapes() {
        assertThat(Question.of("x".repeat(64), Type.A)).isEmpty();
        assertThat(Question.of("a.".repeat(127), Type.A)).isPresent();
        assertThat(Question.of("a.".repeat(128), Type.A)).isEmpty();
        assertThat(question("a\\.b.example").name().labels()).isEqualTo(4);
        assertThat(question("@").name().labels()).isEqualTo(2);
    }
}
