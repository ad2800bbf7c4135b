package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// A thousand clients at once in a heap of 64 MB.
class SmallHeapIT {

    private static final int CLIENTS = 1000;
    private static final int SENDERS = 32;
    private static final String CONTENT = "0123456789abcdef".repeat(4) + "\r\n";

    @TempDir Path folder;

    @Test
    void aThousandConnectionsEachSendMail() throws InterruptedException, ExecutionException {
        var configuration = Configurations.write(folder);
        var environment = Map.of("STAFFETTA_OPTS", "-XX:+UseSerialGC -Xmx64m");
        // Before, by a command with a heap of its own: hashing a password takes 19 MB and more.
        var added =
                Command.staffetta(
                                Distribution.built(),
                                "account",
                                "add",
                                "user@example.org",
                                "--password-stdin",
                                "--config",
                                configuration.toString(),
                                "--data",
                                folder.resolve("data").toString())
                        .input("a long password\n")
                        .run();
        assertThat(added.exitCode()).as(added.err()).isZero();
        var clients = new ArrayList<SmtpWire>();
        try (var server =
                        ServerProcess.start(
                                Distribution.built(),
                                folder.resolve("data"),
                                configuration,
                                environment);
                var senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(SmtpWire.connect(server.address("mx")));
            }
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                var client = clients.get(i);
                var number = i;
                work.add(() -> dialogue(client, number));
            }
            for (Future<String> done : senders.invokeAll(work)) {
                assertThat(done.get()).startsWith("250 2.0.0");
            }
            for (var client : clients) {
                assertThat(client.say("QUIT")).startsWith("221");
            }
            assertThat(server.stop()).isZero();
            assertThat(server.output()).doesNotContain("OutOfMemoryError", "ERROR");
        } finally {
            clients.forEach(SmtpWire::close);
        }
    }

    /// The launcher's own settings of the heap would contradict it.
    @Test
    void anOperatorMaySetASmallerHeapThanTheLaunchers() {
        var environment = Map.of("STAFFETTA_OPTS", "-Xmx48m");
        try (var server =
                        ServerProcess.start(
                                Distribution.built(),
                                folder.resolve("data"),
                                Configurations.write(folder),
                                environment);
                var client = SmtpWire.connect(server.address("mx"))) {
            assertThat(client.reply()).startsWith("220");
        }
    }

    /// All are connected while each of them speaks.
    private static String dialogue(SmtpWire client, int number) {
        assertThat(client.reply()).startsWith("220");
        assertThat(client.say("EHLO client" + number + ".example.net")).contains("PIPELINING");
        assertThat(client.say("MAIL FROM:<sender" + number + "@example.net>")).startsWith("250");
        assertThat(client.say("RCPT TO:<user@example.org>")).startsWith("250");
        assertThat(client.say("DATA")).startsWith("354");
        var body = IntStream.range(0, 60).mapToObj(_ -> CONTENT).toList();
        return client.say("Subject: mail " + number + "\r\n\r\n" + String.join("", body) + ".");
    }
}
