package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Guessing passwords is slow, and ends.
class LoginFailuresIT {

    private static final String PASSWORD = "correct horse battery staple";

    @TempDir Path folder;

    @Test
    void tooManyFailuresEndTheConnectionAndThenTurnTheClientAway() {
        try (var server = start(3, 5)) {
            try (var wire = hello(server)) {
                assertThat(wire.authPlain("anna@example.org", "one")).startsWith("535 5.7.8");
                assertThat(wire.authPlain("anna@example.org", "two")).startsWith("535 5.7.8");
                assertThat(wire.authPlain("nobody@example.org", "three")).startsWith("421 4.7.0");
            }
            try (var wire = hello(server)) {
                assertThat(wire.authPlain("nobody@example.org", "four")).startsWith("535 5.7.8");
                assertThat(wire.authPlain("anna@example.org", PASSWORD))
                        .as("a right password is never slowed down or refused below the limit")
                        .startsWith("235");
            }
            try (var wire = hello(server)) {
                for (var guess : new String[] {"five", "six"}) {
                    assertThat(wire.authPlain("nobody@example.org", guess))
                            .as("the login forgave two failures with its own account")
                            .startsWith("535 5.7.8");
                }
                assertThat(wire.authPlain("nobody@example.org", "seven"))
                        .as("three on this connection")
                        .startsWith("421 4.7.0");
            }
            try (var wire = hello(server)) {
                assertThat(wire.authPlain("anna@example.org", PASSWORD))
                        .as("the fifth failure of this client was one too many")
                        .startsWith("421 4.7.0");
            }
            assertThat(Http.get(server, "/metrics").body())
                    .contains(
                            "staffetta_auth_logins_total{mechanism=\"PLAIN\",result=\"failure\"} 7")
                    .contains(
                            "staffetta_auth_logins_total{mechanism=\"PLAIN\",result=\"success\"}"
                                    + " 1");
        }
    }

    @Test
    void failuresCountAfterARestartUntilTheOperatorForgetsThem() {
        try (var server = start(10, 2)) {
            try (var wire = hello(server)) {
                assertThat(wire.authPlain("anna@example.org", "one")).startsWith("535 5.7.8");
                assertThat(wire.authPlain("nobody@example.org", "two")).startsWith("535 5.7.8");
            }
            server.stop();
        }
        try (var server = restart()) {
            try (var wire = hello(server)) {
                assertThat(wire.authPlain("anna@example.org", PASSWORD)).startsWith("421 4.7.0");
            }
            assertThat(server.command("logins", "list").out())
                    .containsPattern("2 +client +127.0.0.1/32 .* refused")
                    .contains("nobody@example.org");
            assertThat(server.command("logins", "forget", "127.0.0.1").exitCode()).isZero();
            try (var wire = hello(server)) {
                assertThat(wire.authPlain("anna@example.org", PASSWORD)).startsWith("235");
            }
        }
    }

    private ServerProcess restart() {
        return ServerProcess.start(
                Distribution.built(),
                folder.resolve("data"),
                folder.resolve("conf").resolve("staffetta.xml"));
    }

    private ServerProcess start(int perConnection, int perClient) {
        var limits =
                """
                <limits>
                  <login-failures>%d</login-failures>
                  <login-failures-per-client>%d</login-failures-per-client>
                  <login-delay>1ms</login-delay>
                  <max-login-delay>1ms</max-login-delay>
                </limits>
                """
                        .formatted(perConnection, perClient);
        var server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        Configurations.write(
                                folder.resolve("conf"), Configurations.full("", limits)));
        server.addAccount("anna@example.org", PASSWORD);
        return server;
    }

    private static SmtpWire hello(ServerProcess server) {
        var wire = SmtpWire.connectTls(server.address("smtps"));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }
}
