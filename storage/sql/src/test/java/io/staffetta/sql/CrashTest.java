package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.auth.Account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server of its own process adds accounts and is killed while it does.
@Timeout(120)
class CrashTest {

    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED = 25;

    @TempDir Path data;

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        var acknowledged = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            var server = start(round);
            try (var lines = server.inputReader()) {
                for (int i = 0; i < ACKNOWLEDGED; i++) {
                    acknowledged.add(lines.readLine());
                }
                server.destroyForcibly().waitFor();
            }
            try (var store = Store.open(data)) {
                assertThat(acknowledged).doesNotContainNull();
                assertThat(store.accounts().accounts())
                        .extracting(Account::name)
                        .containsAll(acknowledged);
            }
        }
    }

    @Test
    void aSecondServerIsToldThatThereIsAFirst() throws Exception {
        var first = start(0);
        try (var lines = first.inputReader()) {
            assertThat(lines.readLine()).isNotNull();
            assertThatThrownBy(() -> Store.open(data))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "database jdbc:h2:file:%s is in use by another process: stop it, or"
                                    + " use another data folder",
                            data.resolve("db/staffetta"));
        } finally {
            first.destroyForcibly().waitFor();
        }
        Store.open(data).close();
    }

    /// The last moments may be missing, what was written before them not, and the file is sound.
    @Test
    void whatWasNotedSurvivesAKill() throws Exception {
        long begun = System.nanoTime();
        var server = start(NotingState.class, 0);
        try (var lines = server.inputReader()) {
            while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(3)) {
                assertThat(lines.readLine()).isNotNull();
            }
            server.destroyForcibly().waitFor();
        }
        var settings = new SqlStateSettings("", null, null, 0, null, null, 0);
        var state = new SqlState(settings, Store.server(data), InstantSource.system());
        state.start();
        try {
            assertThat(state.table("test", 1000).size()).isBetween(1, 500);
            assertThat(state.table("test", 1000).list("", 1000)).hasSizeBetween(1, 500);
        } finally {
            state.close();
        }
    }

    private Process start(int round) throws IOException {
        return start(AddingAccounts.class, round);
    }

    private Process start(Class<?> program, int round) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        List.of(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName(),
                                data.toString(),
                                Integer.toString(round)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
