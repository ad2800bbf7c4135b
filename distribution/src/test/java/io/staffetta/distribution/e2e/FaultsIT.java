package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// What an operator sees when something is wrong: clear lines, an exit code, no stack trace.
class FaultsIT {

    @TempDir Path folder;

    @Test
    void everyMistakeIsNamedAtOnceAndNothingStarts() {
        var configuration =
                Configurations.write(
                        folder.resolve("conf"),
                        """
                        <staffetta hostname="mail.example.org">
                          <listeners>
                            <listener name="mx" protocol="smpt" bind="127.0.0.1:0" chian="inbound"/>
                            <listener name="two" protocol="smtp" bind="nowhere"/>
                          </listeners>
                          <relay><permit use="networks"><network>10.0.0.0/99</network></permit></relay>
                          <limits><recipients>many</recipients></limits>
                        </staffetta>
                        """);
        var result = run(configuration);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("staffetta.xml:3")
                .contains("did you mean 'chain'")
                .contains("did you mean 'smtp'")
                .contains("staffetta.xml:4")
                .contains("10.0.0.0/99")
                .contains("'many' is not a whole number");
        assertNoStackTrace(result);
        assertThat(folder.resolve("data/spool")).doesNotExist();

        var check =
                Command.staffetta(
                                Distribution.built(), "check", "--config", configuration.toString())
                        .run();
        assertThat(check.exitCode()).isEqualTo(3);
        assertThat(check.err()).contains("did you mean 'smtp'");
    }

    @Test
    void aGoodConfigurationPassesTheCheckWithoutStartingAnything() {
        var configuration = Configurations.write(folder.resolve("conf"));
        var check =
                Command.staffetta(
                                Distribution.built(), "check", "--config", configuration.toString())
                        .run();
        assertThat(check.exitCode()).as(check.err()).isZero();
    }

    @Test
    void theShippedSampleIsRight() {
        var sample = Distribution.built().home().resolve("conf/staffetta-sample.xml");
        var check =
                Command.staffetta(Distribution.built(), "check", "--config", sample.toString())
                        .run();
        assertThat(check.exitCode()).as(check.err()).isZero();
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var xml =
                    Configurations.full("", "")
                            .replaceFirst("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort());
            var result = run(Configurations.write(folder.resolve("conf"), xml));
            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.err())
                    .contains("mx")
                    .contains("" + taken.getLocalPort())
                    .contains("in use");
            assertNoStackTrace(result);
        }
    }

    @Test
    void anUnreadableCertificateIsOneLine() throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/chain.pem"), "not a certificate");
        Files.writeString(folder.resolve("conf/key.pem"), "not a key");
        var xml =
                Configurations.full(
                        "",
                        """
                        <tls><certificates use="certificates"><certificate>
                          <chain>chain.pem</chain><key>key.pem</key>
                        </certificate></certificates></tls>
                        """);
        var result = run(Configurations.write(folder.resolve("conf"), xml));
        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.err()).contains("chain.pem");
        assertNoStackTrace(result);
    }

    @Test
    void aSecondServerOnTheSameDataIsOneLine() {
        var configuration = Configurations.write(folder.resolve("conf"));
        try (var first =
                ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration)) {
            var result = run(configuration);
            assertThat(result.exitCode()).isEqualTo(7);
            assertThat(result.err()).contains(folder.resolve("data").toString());
            assertNoStackTrace(result);
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void aDamagedDatabaseIsOneLine() throws Exception {
        var configuration = Configurations.write(folder.resolve("conf"));
        try (var server =
                ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration)) {
            server.stop();
        }
        Files.write(folder.resolve("data/db/staffetta.mv.db"), new byte[64 * 1024]);
        var result = run(configuration);
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.err()).contains("staffetta.mv.db");
        assertNoStackTrace(result);
    }

    @Test
    void aBrokenPluginIsNamedAndRefused() throws Exception {
        var distribution = Distribution.built().copyTo(folder.resolve("staffetta"));
        Files.writeString(distribution.plugins().resolve("broken.jar"), "this is no jar");
        var configuration = Configurations.write(folder.resolve("conf"));
        var result =
                Command.staffetta(
                                distribution,
                                "run",
                                "--config",
                                configuration.toString(),
                                "--data",
                                folder.resolve("data").toString())
                        .run();
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("broken.jar");
        assertNoStackTrace(result);
    }

    @Test
    void aPasswordInTheArgumentListIsNotAnOption() {
        var result =
                Command.staffetta(
                                Distribution.built(),
                                "account",
                                "add",
                                "a@example.org",
                                "--password",
                                "hunter2hunter2",
                                "--data",
                                folder.resolve("data").toString())
                        .run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("--password");
    }

    private Command.Result run(Path configuration) {
        return Command.staffetta(
                        Distribution.built(),
                        "run",
                        "--config",
                        configuration.toString(),
                        "--data",
                        folder.resolve("data").toString())
                .run();
    }

    private static void assertNoStackTrace(Command.Result result) {
        assertThat(result.out() + result.err()).doesNotContain("\tat ").doesNotContain("Exception");
    }
}
