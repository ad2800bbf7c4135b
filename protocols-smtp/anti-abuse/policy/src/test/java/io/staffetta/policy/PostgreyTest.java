package io.staffetta.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The real greylisting server of Debian.
class PostgreyTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/postgrey");

    @Test
    void greylistsTheFirstAttemptOnly(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "postgrey is not installed");
        var socket = folder.resolve("socket");
        var user = System.getProperty("user.name");
        var process =
                new ProcessBuilder(
                                List.of(
                                        PROGRAM.toString(),
                                        "--unix=" + socket,
                                        "--dbdir=" + Files.createDirectory(folder.resolve("db")),
                                        "--delay=1",
                                        "--auto-whitelist-clients=0",
                                        "--whitelist-clients=" + empty(folder, "clients"),
                                        "--whitelist-recipients=" + empty(folder, "recipients"),
                                        "--user=" + user,
                                        "--group=" + group()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            await(() -> Files.exists(socket) || !process.isAlive());
            assumeTrue(process.isAlive(), () -> "postgrey does not start: " + log(folder));
            var hook = "<hook use='policy'><endpoint>unix:" + socket + "</endpoint></hook>";
            try (var mta = Mta.with(hook, new PolicyPlugin())) {
                assertThat(mta.rcpt("ann@example.org"))
                        .startsWith("450 4.")
                        .containsIgnoringCase("greylisted");
                await(() -> mta.rcpt("ann@example.org").startsWith("250 "));
                assertThat(mta.send()).startsWith("250 ");
                assertThat(mta.hasDelivered()).isTrue();
            }
        } finally {
            process.destroy();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static Path empty(Path folder, String name) throws Exception {
        return Files.createFile(folder.resolve(name));
    }

    private static String group() throws Exception {
        var process = new ProcessBuilder("id", "-gn").start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String log(Path folder) {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (java.io.IOException e) {
            return e.getMessage();
        }
    }
}
