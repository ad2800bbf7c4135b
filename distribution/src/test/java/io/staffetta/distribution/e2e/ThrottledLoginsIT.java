package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Failed logins are remembered by client and by account, and harm nobody else. Clients come from
/// anywhere here: a proxy says where they are.
class ThrottledLoginsIT {

    private static final String ANNA = "anna@example.org";
    private static final String BERT = "bert@example.org";
    private static final String PASSWORD = "correct horse battery staple";
    private static final String GUESSER = "192.0.2.66";

    private static final String LISTENER =
            """
            <listener name="submission" protocol="submission" bind="127.0.0.1:0"
                      auth-in-clear="true">
              <proxy-from><network>127.0.0.0/8</network></proxy-from>
            </listener>
            """;
    private static final String LIMITS =
            """
            <login-failures>50</login-failures>
            <login-failures-per-client>4</login-failures-per-client>
            <login-failures-per-account>6</login-failures-per-account>
            """;

    @TempDir Path folder;

    @Test
    void failuresAreRememberedOverARestartAndHurtNobodyElse() {
        var configuration =
                AuthConfigurations.write(
                        folder.resolve("conf"),
                        AuthConfigurations.full(
                                LISTENER,
                                AuthConfigurations.SQL + "<mechanism use=\"plain\"/>",
                                LIMITS));
        var data = folder.resolve("data");
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            server.addAccount(ANNA, PASSWORD);
            server.addAccount(BERT, PASSWORD);
            for (int i = 0; i < 4; i++) {
                assertThat(login(server, GUESSER, ANNA, "guess " + i)).startsWith("535 5.7.8");
            }
            assertThat(login(server, GUESSER, BERT, PASSWORD)).startsWith("421 4.7.0");
            assertThat(server.stop()).isZero();
        }
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            assertThat(login(server, GUESSER, BERT, PASSWORD))
                    .as("from the next life of the server on")
                    .startsWith("421 4.7.0");
            assertThat(login(server, "192.0.2.67", ANNA, PASSWORD))
                    .as("a neighbour with the right password")
                    .startsWith("235");
            assertStrangersLockNobodyOut(server);
            assertTheOperatorForgives(server);
            assertALockedAccountStaysOut(server);
        }
    }

    /// Many clients with a wrong password each: further ones are turned away, the owner is not.
    private static void assertStrangersLockNobodyOut(ServerProcess server) {
        int i = 0;
        while (login(server, "198.51.100." + i, ANNA, "guess").startsWith("535")) {
            i++;
            assertThat(i).isLessThan(10);
        }
        assertThat(login(server, "203.0.113.1", ANNA, "guess")).startsWith("421 4.7.0");
        assertThat(login(server, "203.0.113.2", ANNA, PASSWORD)).startsWith("235");
    }

    private static void assertTheOperatorForgives(ServerProcess server) {
        assertThat(server.command("logins", "list").out())
                .contains(GUESSER)
                .contains("refused")
                .contains("right password only");
        assertThat(server.command("logins", "forget", GUESSER).exitCode()).isZero();
        assertThat(login(server, GUESSER, BERT, PASSWORD)).startsWith("235");
    }

    private static void assertALockedAccountStaysOut(ServerProcess server) {
        assertThat(server.command("account", "lock", BERT).exitCode()).isZero();
        assertThat(login(server, "203.0.113.3", BERT, PASSWORD)).startsWith("535 5.7.8");
        assertThat(server.command("account", "unlock", BERT).exitCode()).isZero();
        assertThat(login(server, "203.0.113.3", BERT, PASSWORD)).startsWith("235");
    }

    private static String login(
            ServerProcess server, String client, String account, String password) {
        try (var wire = SmtpWire.connect(server.address("submission"))) {
            wire.send("PROXY TCP4 " + client + " 127.0.0.1 40000 587\r\n");
            wire.reply();
            wire.say("EHLO client.example.net");
            return wire.authPlain(account, password);
        }
    }
}
