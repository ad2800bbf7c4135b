package io.staffetta.sasl.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.certificates.CertificatesPlugin;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.testkit.StaffettaTest;
import io.staffetta.testkit.TestServer;
import io.staffetta.tls.opportunistic.OpportunisticTlsPlugin;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// GNU SASL logs in over SMTP and TLS.
@StaffettaTest(
        plugins = {
            ScramPlugin.class,
            SmtpPlugin.class,
            OpportunisticTlsPlugin.class,
            CertificatesPlugin.class
        },
        config =
                """
                <staffetta hostname="mail.example.org">
                  <domains><domain>example.org</domain></domains>
                  <listeners>
                    <listener name="submission" protocol="submission" bind="127.0.0.1:0" tls="opportunistic"/>
                  </listeners>
                  <auth>
                    <accounts use="memory"/>
                    <mechanism use="scram-sha-512"/>
                    <mechanism use="scram-sha-256"/>
                    <mechanism use="scram-sha-1"/>
                  </auth>
                  <routes><route domain="local" use="recording"/></routes>
                  <tls><certificates use="certificates"/></tls>
                  <storage><spool use="memory"/></storage>
                  <queue use="memory"/>
                  <admin enabled="false"/>
                </staffetta>
                """)
class GsaslTest {

    private static final Path GSASL = Path.of("/usr/bin/gsasl");
    private static final String LOGIN = "alice@example.org";
    private static final String PASSWORD = "tanstaaf|";

    private record Run(int exit, String output) {}

    @BeforeEach
    void gsaslIsInstalled() {
        assumeTrue(Files.isExecutable(GSASL), GSASL + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"})
    void logsInBoundToTls(String mechanism, TestServer server) throws Exception {
        server.addAccount(LOGIN, PASSWORD);
        var run = gsasl(server, PASSWORD, "-m", mechanism);
        assertThat(run.output()).contains("AUTH " + mechanism).contains("235 2.7.0");
        assertThat(run.exit()).as(run.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-1", "SCRAM-SHA-256"})
    void logsInUnbound(String mechanism, TestServer server) throws Exception {
        server.addAccount(LOGIN, PASSWORD);
        var run = gsasl(server, PASSWORD, "--no-cb", "-m", mechanism);
        assertThat(run.output()).contains("AUTH " + mechanism).contains("235 2.7.0");
        assertThat(run.exit()).as(run.output()).isZero();
    }

    /// Told which mechanism to take, it says that it could have bound it: as far as the server can
    /// tell, somebody took `-PLUS` out of what it announced.
    @Test
    void doesNotLogInUnboundWhereItCouldBind(TestServer server) throws Exception {
        server.addAccount(LOGIN, PASSWORD);
        var run = gsasl(server, PASSWORD, "-m", "SCRAM-SHA-256");
        assertThat(run.output()).contains("AUTH SCRAM-SHA-256\n").doesNotContain("235 ");
        assertThat(run.exit()).isNotZero();
    }

    @Test
    void choosesPlusByItself(TestServer server) throws Exception {
        server.addAccount(LOGIN, PASSWORD);
        var run = gsasl(server, PASSWORD);
        assertThat(run.output()).contains("AUTH SCRAM-SHA-256-PLUS").contains("235 2.7.0");
    }

    @Test
    void withoutTlsThereIsNoPlus(TestServer server) throws Exception {
        server.addAccount(LOGIN, PASSWORD);
        var run = gsasl(server, PASSWORD, "--no-starttls");
        assertThat(run.output()).doesNotContain("-PLUS").contains("235 2.7.0");
    }

    @Test
    void aWrongPasswordIsRefused(TestServer server) throws Exception {
        server.addAccount(LOGIN, PASSWORD);
        var run = gsasl(server, "swordfish");
        assertThat(run.output()).contains("535 5.7.8").doesNotContain("235 ");
        assertThat(run.exit()).isNotZero();
    }

    private static Run gsasl(TestServer server, String password, String... options)
            throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                GSASL.toString(),
                                "--smtp",
                                "--connect=127.0.0.1:" + server.address("submission").getPort(),
                                "--x509-ca-file=",
                                "--verbose",
                                "-a",
                                LOGIN,
                                "-p",
                                password));
        command.addAll(List.of(options));
        var output = server.folder().resolve("gsasl.out");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("gsasl ends").isTrue();
            return new Run(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
