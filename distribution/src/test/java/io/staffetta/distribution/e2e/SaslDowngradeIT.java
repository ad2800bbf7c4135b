package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// Nobody in the middle gets in, and what a listener does not announce it does not take.
class SaslDowngradeIT {

    private static final String ANNA = "anna@example.org";
    private static final String PASSWORD = "hunter2 but longer";
    private static final String LISTENERS =
            """
            <listener name="submission" protocol="submission" bind="127.0.0.1:0" tls="opportunistic"
                      mechanisms="scram-sha-256 plain"/>
            <listener name="strict" protocol="submission" bind="127.0.0.1:0" tls="implicit"
                      mechanisms="scram-sha-512"/>
            """;

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        AuthConfigurations.write(
                                folder.resolve("conf"),
                                AuthConfigurations.full(
                                        LISTENERS,
                                        AuthConfigurations.SQL + AuthConfigurations.mechanisms(),
                                        "")));
        server.addAccount(ANNA, PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoTakesPlusOutIsNoticed() {
        new Gsasl().assumeInstalled();
        var run = middle(line -> line.replaceAll("SCRAM-SHA-256-PLUS ", ""));
        assertThat(run.out())
                .as("the client sees no binding announced")
                .doesNotContain("-PLUS")
                .contains("AUTH SCRAM-SHA-256");
        assertThat(run.out()).doesNotContain("235 ");
        assertThat(run.exitCode()).isNotZero();
    }

    @Test
    void whoPassesEverythingOnIsNoticedByTheBinding() {
        new Gsasl().assumeInstalled();
        var run = middle(UnaryOperator.identity());
        assertThat(run.out()).contains("AUTH SCRAM-SHA-256-PLUS").doesNotContain("235 ");
        assertThat(run.exitCode()).isNotZero();
    }

    @Test
    void withoutAnyoneBetweenItLogsIn() {
        new Gsasl().assumeInstalled();
        assertThat(Gsasl.best(server.port("submission"), ANNA, PASSWORD).out())
                .contains("AUTH SCRAM-SHA-256-PLUS")
                .contains("235 2.7.0");
    }

    /// A client that could bind (`y`) and one that could not (`n`) are told apart.
    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-512"})
    void aClientThatCouldHaveBoundIsRefused(String hash) {
        assertThat(scram(hash, "n,,", PASSWORD)).startsWith("235");
        assertThat(scram(hash, "y,,", PASSWORD)).startsWith("535 5.7.8");
        assertThat(scram(hash, "n,,", "swordfish")).startsWith("535 5.7.8");
    }

    @Test
    void whatIsNotAnnouncedIsNotTaken() {
        try (var wire = hello("strict")) {
            assertThat(wire.say("EHLO client.example.net"))
                    .endsWith("AUTH SCRAM-SHA-512-PLUS SCRAM-SHA-512");
            assertThat(wire.authPlain(ANNA, PASSWORD)).startsWith("504 5.5.4");
            assertThat(CramMd5Login.by(wire, ANNA, PASSWORD)).startsWith("504 5.5.4");
            assertThat(new ScramLogin("SHA-256", "n,,").by(wire, ANNA, PASSWORD))
                    .startsWith("504 5.5.4");
            assertThat(wire.say("AUTH ANONYMOUS eA==")).startsWith("504 5.5.4");
            assertThat(wire.say("AUTH EXTERNAL =")).startsWith("504 5.5.4");
        }
    }

    private static String scram(String hash, String gs2, String password) {
        try (var wire = hello(hash.equals("SHA-512") ? "strict" : "submission")) {
            return new ScramLogin(hash, gs2).by(wire, ANNA, password);
        }
    }

    private static SmtpWire hello(String listener) {
        boolean implicit = listener.equals("strict");
        var wire =
                implicit
                        ? SmtpWire.connectTls(server.address(listener))
                        : SmtpWire.connect(server.address(listener));
        wire.reply();
        wire.say("EHLO client.example.net");
        if (!implicit) {
            wire.startTls();
        }
        return wire;
    }

    private static Command.Result middle(UnaryOperator<String> change) {
        try (var man = ManInTheMiddle.before(server.address("submission"), change)) {
            return Gsasl.best(man.port(), ANNA, PASSWORD);
        }
    }
}
