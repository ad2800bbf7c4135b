package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// `kill -9` while messages are taken and carried on: each that got its 250 arrives at the next
/// server at least once.
class RelayCrashIT {

    private static final int KILLS = 20;
    private static final int CLIENTS = 8;

    @TempDir Path folder;

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sequence = new AtomicInteger();

    @Test
    void whatWasAcceptedArrives() throws Exception {
        SmtpSink.assumeInstalled();
        try (var sink = SmtpSink.start()) {
            var random = new Random(20_26);
            var configuration =
                    new RelayConfiguration()
                            .queue("<retry-min>1s</retry-min><retry-max>2s</retry-max>")
                            .remote("*", sink.host());
            try (var relay = Relay.start(folder, configuration)) {
                for (int round = 0; round < KILLS; round++) {
                    crashUnderLoad(relay, 5 + random.nextInt(120));
                }
                assertThat(accepted).hasSizeGreaterThan(KILLS * 5);
                Patience.until(
                        () -> subjects(sink).containsAll(accepted),
                        () -> "never came: " + missing(sink));
                relay.awaitQueue(0, _ -> true);
            }
            report(sink);
        }
    }

    private void report(SmtpSink sink) {
        int arrived = sink.messages().size();
        System.getLogger("crash")
                .log(
                        System.Logger.Level.INFO,
                        KILLS
                                + " kills while relaying, "
                                + accepted.size()
                                + " accepted, "
                                + arrived
                                + " arrived, "
                                + (arrived - subjects(sink).size())
                                + " duplicates");
    }

    /// Kills the server after so many acknowledgements, in the middle of whatever goes on.
    private void crashUnderLoad(Relay relay, int count) throws InterruptedException {
        var enough = new CountDownLatch(count);
        var stopped = new AtomicBoolean();
        var server = relay.server();
        List<Thread> clients =
                Stream.generate(() ->
                                Thread.ofVirtual()
                                        .start(() -> send(relay, server, enough, stopped)))
                        .limit(CLIENTS)
                        .toList();
        assertThat(enough.await(60, TimeUnit.SECONDS)).as(server.output()).isTrue();
        server.kill();
        stopped.set(true);
        for (var client : clients) {
            client.join();
        }
        relay.restart(false);
    }

    private void send(
            Relay relay, ServerProcess server, CountDownLatch enough, AtomicBoolean stopped) {
        while (!stopped.get()) {
            try (var wire = relay.session()) {
                while (true) {
                    var number = "n" + sequence.incrementAndGet();
                    if (wire.message(Relay.ANNA, "x@far.test", content(number)).startsWith("250")) {
                        accepted.add(number);
                        enough.countDown();
                    }
                }
            } catch (UncheckedIOException e) {
                // Killed: what had no 250 may be lost.
                if (!server.isAlive()) {
                    return;
                }
            }
        }
    }

    private static String content(String number) {
        return "Subject: %s\r\n\r\n%s\r\n%s".formatted(number, "x".repeat(900), SmtpSink.END);
    }

    private static Set<String> subjects(SmtpSink sink) {
        var subjects = new HashSet<String>();
        sink.messages().forEach(mail -> subjects.add(mail.subject()));
        return subjects;
    }

    private Set<String> missing(SmtpSink sink) {
        var missing = new HashSet<>(accepted);
        missing.removeAll(subjects(sink));
        return missing;
    }
}
