package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// `kill -9` under load: a message that got its 250 is in the mailbox afterwards.
class CrashIT {

    private static final int KILLS = 20;
    private static final int CLIENTS = 8;
    private static final Pattern NUMBER = Pattern.compile("^Subject: (\\S+)", Pattern.MULTILINE);

    @TempDir Path folder;

    @Test
    void noAcknowledgedMessageIsLost() throws Exception {
        var configuration = Configurations.write(folder.resolve("conf"));
        var data = folder.resolve("data");
        var random = new Random(20_26);
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        var sequence = new AtomicInteger();

        try (var first = ServerProcess.start(Distribution.built(), data, configuration)) {
            first.addAccount("crash@example.org", "secret of the crash test");
        }
        for (int round = 0; round < KILLS; round++) {
            try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
                killUnderLoad(server, acknowledged, sequence, 5 + random.nextInt(120));
            }
        }

        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            var mailbox = Maildir.of(server, "crash", "example.org");
            var delivered = numbers(mailbox.await(acknowledged.size()));
            while (!new HashSet<>(delivered).containsAll(acknowledged)) {
                delivered = numbers(mailbox.await(delivered.size() + 1));
            }
            assertThat(delivered).containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(KILLS * 5);
            System.getLogger("crash")
                    .log(
                            System.Logger.Level.INFO,
                            KILLS
                                    + " kills, "
                                    + acknowledged.size()
                                    + " acknowledged, "
                                    + (delivered.size() - new HashSet<>(delivered).size())
                                    + " duplicates");
        }
    }

    /// Kills the server after so many acknowledgements, in the middle of whatever goes on.
    private static void killUnderLoad(
            ServerProcess server, Set<String> acknowledged, AtomicInteger sequence, int count)
            throws InterruptedException {
        var enough = new CountDownLatch(count);
        var stopped = new AtomicBoolean();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> send(server, acknowledged, sequence, enough, stopped)));
        }
        assertThat(enough.await(60, TimeUnit.SECONDS)).as(server.output()).isTrue();
        server.kill();
        stopped.set(true);
        for (var client : clients) {
            client.join();
        }
    }

    private static void send(
            ServerProcess server,
            Set<String> acknowledged,
            AtomicInteger sequence,
            CountDownLatch enough,
            AtomicBoolean stopped) {
        while (!stopped.get()) {
            try (var wire = SmtpWire.connect(server.address("mx"))) {
                wire.reply();
                wire.say("EHLO client.example.net");
                while (true) {
                    var number = "n" + sequence.incrementAndGet();
                    var content = "Subject: " + number + "\r\n\r\n" + "x".repeat(3000) + "\r\n";
                    var reply = wire.message("a@example.net", "crash@example.org", content);
                    if (reply.startsWith("250")) {
                        acknowledged.add(number);
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

    private static List<String> numbers(List<String> messages) {
        return messages.stream()
                .map(NUMBER::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .toList();
    }
}
