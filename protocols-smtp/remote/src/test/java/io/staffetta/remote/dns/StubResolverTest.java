package io.staffetta.remote.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.dns.Answer;
import io.staffetta.dns.Deadline;
import io.staffetta.dns.Question;
import io.staffetta.dns.StubResolver;
import io.staffetta.testkit.Await;
import io.staffetta.testkit.TestDns;
import io.staffetta.testkit.TestDnsFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Servers that fail, lie or say nothing.
class StubResolverTest {

    private final TestDns dns = TestDns.start();
    private final TestSettings settings = TestSettings.of(dns.server());

    @AfterEach
    void close() {
        dns.close();
    }

    private static Answer ask(StubResolver resolver, String name, int type)
            throws InterruptedException {
        var question = new Question(Name.fromConstantString(name + "."), type);
        return resolver.ask(question, Deadline.in(Duration.ofSeconds(30)));
    }

    private static String failure(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed) answer).why();
    }

    private static void assertFound(Answer answer, String data) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        assertThat(((Answer.Found) answer).records())
                .singleElement()
                .satisfies(record -> assertThat(record.rdataToString()).isEqualTo(data));
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDnsFault.class,
            names = {
                "SERVFAIL",
                "REFUSED",
                "SILENCE",
                "REFERRAL",
                "STALLED_TCP",
                "BROKEN_TCP",
                "WRONG_ID",
                "WRONG_QUESTION",
                "GARBAGE"
            })
    void whatIsNoAnswerIsNotTakenForOne(TestDnsFault fault) throws Exception {
        dns.add("host.example", "A", "192.0.2.1").fault("host.example", fault);
        var resolver = settings.impatient().build().resolver();

        assertThat(failure(ask(resolver, "host.example", Type.A)))
                .startsWith("host.example A: ")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDnsFault.class,
            names = {"TRUNCATED", "FORGED_FIRST", "NO_EDNS"})
    void theTrueAnswerIsFound(TestDnsFault fault) throws Exception {
        dns.add("host.example", "A", "192.0.2.1").fault("host.example", fault);

        assertFound(ask(settings.build().resolver(), "host.example", Type.A), "192.0.2.1");
    }

    @Test
    void whatDoesNotFitIntoADatagramComesByTcp() throws Exception {
        IntStream.range(0, 1000)
                .forEach(i -> dns.add("big.example", "MX", i + " mx" + i + ".big.example."));

        var answer = ask(settings.build().resolver(), "big.example", Type.MX);

        assertThat(((Answer.Found) answer).records()).hasSize(1000);
    }

    @Test
    void anotherServerIsAskedIfOneFails() throws Exception {
        try (var other = TestDns.start()) {
            dns.fault("host.example", TestDnsFault.SERVFAIL);
            other.add("host.example", "A", "192.0.2.1").add("next.example", "A", "192.0.2.2");
            var resolver = TestSettings.of(dns.server(), other.server()).build().resolver();

            assertFound(ask(resolver, "host.example", Type.A), "192.0.2.1");
            assertFound(ask(resolver, "next.example", Type.A), "192.0.2.2");

            assertThat(dns.queries("next.example", "A"))
                    .as("the server that answered last is asked first")
                    .isZero();
        }
    }

    @Test
    void aServerThatIsNotThereFails() throws Exception {
        int port;
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var resolver = TestSettings.of("127.0.0.1:" + port).impatient().build().resolver();

        assertThat(failure(ask(resolver, "host.example", Type.A)))
                .contains("127.0.0.1 port " + port);
    }

    @Test
    void aServerThatIsSilentIsAskedAgain() throws Exception {
        dns.fault("host.example", TestDnsFault.SILENCE);
        var resolver = settings.impatient().build().resolver();

        assertThat(failure(ask(resolver, "host.example", Type.A))).endsWith("timed out");
        assertThat(dns.queries("host.example", "A")).isEqualTo(2);
    }

    @Test
    void aFailureIsRememberedForALittleWhile() throws Exception {
        dns.fault("host.example", TestDnsFault.SERVFAIL);
        var resolver = settings.build().resolver();

        var first = ask(resolver, "host.example", Type.A);

        assertThat(ask(resolver, "host.example", Type.A)).isEqualTo(first);
        assertThat(dns.queries()).isEqualTo(1);
    }

    @Test
    void theDeadlineEndsEverything() throws Exception {
        dns.fault("host.example", TestDnsFault.SILENCE);
        var resolver = settings.build().resolver();
        var question = new Question(Name.fromConstantString("host.example."), Type.A);

        assertThat(failure(resolver.ask(question, Deadline.in(Duration.ofMillis(50)))))
                .endsWith("timed out");
        assertThat(dns.queries()).isEqualTo(1);
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        dns.fault("host.example", TestDnsFault.SILENCE);
        var resolver = settings.build().resolver();
        var ended = new CountDownLatch(1);
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                ask(resolver, "host.example", Type.A);
                            } catch (InterruptedException e) {
                                ended.countDown();
                            }
                        });

        Await.until(() -> dns.queries() > 0);
        thread.interrupt();

        thread.join();
        assertThat(ended.getCount()).isZero();
    }

    @Test
    void whatIsBeingAskedIsNotAskedBesideIt() throws Exception {
        dns.add("host.example", "A", "192.0.2.1");
        var resolver = settings.build().resolver();
        var answers = new ArrayList<Future<Answer>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> ask(resolver, "host.example", Type.A)));
            }
        }

        for (var answer : answers) {
            assertFound(answer.get(), "192.0.2.1");
        }
        assertThat(dns.queries()).isLessThan(100);
    }

    @Test
    void neitherThreadNorSocketIsLeft() throws Exception {
        dns.add("host.example", "A", "192.0.2.1").fault("host.example", TestDnsFault.TRUNCATED);

        assertFound(ask(settings.build().resolver(), "host.example", Type.A), "192.0.2.1");

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(thread -> thread.getName().toLowerCase(java.util.Locale.ROOT))
                .noneMatch(name -> name.contains("dnsjava") || name.contains("selector"));
    }
}
