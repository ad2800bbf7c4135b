package io.staffetta.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.staffetta.kernel.config.Limits;
import io.staffetta.kernel.session.LoginRecord.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class LoginKeeperTest {

    private static final Limits LIMITS = Limits.DEFAULTS;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Optional<InetAddress> CLIENT =
            Optional.of(InetAddress.ofLiteral("192.0.2.7"));

    @TempDir private Path data;

    @Test
    void failuresSurviveARestart() throws Exception {
        var before = throttle();
        try (var _ = LoginKeeper.start(before, data, () -> LIMITS)) {
            for (int i = 0; i < LIMITS.loginFailuresPerClient(); i++) {
                before.failed(CLIENT, "Änn o\nx", LIMITS);
            }
        }

        var after = throttle();
        LoginKeeper.start(after, data, () -> LIMITS).close();

        assertThat(after.refusal(CLIENT, LIMITS)).contains("login-failures-per-client");
        assertThat(after.records(LIMITS.loginMemory()))
                .containsExactlyInAnyOrderElementsOf(before.records(LIMITS.loginMemory()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (var files = Files.list(data.resolve("logins"))) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void nothingIsWrittenWhereNothingHappened() {
        LoginKeeper.start(throttle(), data, () -> LIMITS).close();
        assertThat(data.resolve("logins")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "staffetta-logins 2\nend 0\n",
                "staffetta-logins 1\nclient 1 2026-03-01T12:00:00Z 192.0.2.7/32\n",
                "staffetta-logins 1\nclient 1 2026-03-01T12:00:00Z 192.0.2.7/32\nend 2\n",
                "staffetta-logins 1\nclient 1 2026-03-01T12:00:00Z mail.example.org\nend 1\n",
                "staffetta-logins 1\nclient -1 2026-03-01T12:00:00Z 192.0.2.7/32\nend 1\n",
                "staffetta-logins 1\nclient 1 yesterday 192.0.2.7/32\nend 1\n",
                "staffetta-logins 1\npair 1 2026-03-01T12:00:00Z 192.0.2.7/32\nend 1\n",
                "staffetta-logins 1\nfriend 1 2026-03-01T12:00:00Z 192.0.2.7/32\nend 1\n",
                "staffetta-logins 1\nclient 1\nend 1\n",
                "staffetta-logins 1\n\u0000\u0001\nend 1\n"
            })
    void aDamagedFileIsReplacedByTheNextOne(String text) throws Exception {
        Files.createDirectory(data.resolve("logins"));
        Files.writeString(file(), text);
        assertThatIOException().isThrownBy(() -> new LoginFile(file()).read());

        var throttle = throttle();
        try (var _ = LoginKeeper.start(throttle, data, () -> LIMITS)) {
            assertThat(throttle.records(LIMITS.loginMemory())).isEmpty();
            throttle.failed(Optional.empty(), "ann", LIMITS);
        }
        assertThat(new LoginFile(file()).read())
                .containsExactly(new LoginRecord(Kind.ACCOUNT, "ann", 1, NOW));
    }

    @Test
    void whatCannotBeWrittenStopsNothing() throws IOException, InterruptedException {
        Files.writeString(data.resolve("logins"), "a file where the folder should be");
        var throttle = throttle();
        try (var _ = LoginKeeper.start(throttle, data, () -> LIMITS)) {
            throttle.failed(Optional.empty(), "ann", LIMITS);
        }
        assertThat(throttle.records(LIMITS.loginMemory())).hasSize(1);
    }

    @Test
    void writesAreFewAndWhole() throws Exception {
        var records = List.of(new LoginRecord(Kind.ACCOUNT, "ann with blanks", 3, NOW));
        new LoginFile(file()).write(records);
        new LoginFile(file()).write(records);
        assertThat(new LoginFile(file()).read()).isEqualTo(records);
        assertThat(file()).content().endsWith("end 1\n");
    }

    /// A name cut within a character outside the basic plane cannot be encoded.
    @Test
    void noNameKeepsTheOthersFromBeingWritten() throws Exception {
        var throttle = throttle();
        try (var _ = LoginKeeper.start(throttle, data, () -> LIMITS)) {
            throttle.failed(CLIENT, "ann", LIMITS);
            throttle.failed(CLIENT, "x".repeat(255) + "\uD83D\uDC1D".repeat(50), LIMITS);
        }
        assertThat(new LoginFile(file()).read())
                .containsExactlyInAnyOrderElementsOf(throttle.records(LIMITS.loginMemory()));
    }

    private Path file() {
        return data.resolve("logins", "failures");
    }

    private static LoginThrottle throttle() {
        return new LoginThrottle(() -> NOW, (Duration _) -> {});
    }
}
