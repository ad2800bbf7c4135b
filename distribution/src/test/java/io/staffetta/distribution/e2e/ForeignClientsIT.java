package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;

/// Clients from elsewhere: curl, swaks, Python's smtplib, openssl. `.ci/run` installs them.
class ForeignClientsIT {

    private static final String PASSWORD = "hunter2 but longer";

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server =
                ServerProcess.start(
                        Distribution.built(),
                        folder.resolve("data"),
                        Configurations.write(folder.resolve("conf")));
        for (var name : new String[] {"curl", "swaks", "python"}) {
            server.addAccount(name + "@example.org", PASSWORD);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH=PLAIN", "AUTH=LOGIN"})
    void curl(String mechanism) throws Exception {
        needs("curl");
        var mail = folder.resolve("curl.eml");
        Files.writeString(mail, "Subject: by curl " + mechanism + "\r\n\r\nhello\r\n.dot\r\n");
        var sent =
                Command.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--max-time",
                                "60",
                                "--ssl-reqd",
                                "--insecure",
                                "--url",
                                "smtp://127.0.0.1:" + server.port("submission"),
                                "--login-options",
                                mechanism,
                                "--user",
                                "curl@example.org:" + PASSWORD,
                                "--mail-from",
                                "curl@example.org",
                                "--mail-rcpt",
                                "curl@example.org",
                                "--upload-file",
                                mail.toString())
                        .run();
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(arrived("curl", "by curl " + mechanism)).contains("\r\n\r\nhello\r\n.dot\r\n");
    }

    @Test
    void swaksOverImplicitTlsWithAnAttachment() throws Exception {
        needs("swaks");
        var file = Files.write(folder.resolve("data.bin"), new byte[100_000]);
        var sent =
                Command.of(
                                "swaks",
                                "--server",
                                "127.0.0.1",
                                "--port",
                                "" + server.port("smtps"),
                                "--tls-on-connect",
                                "--auth",
                                "LOGIN",
                                "--auth-user",
                                "swaks@example.org",
                                "--auth-password",
                                PASSWORD,
                                "--from",
                                "swaks@example.org",
                                "--to",
                                "swaks@example.org",
                                "--header",
                                "Subject: by swaks",
                                "--attach",
                                "@" + file)
                        .run();
        assertThat(sent.exitCode()).as(sent.out() + sent.err()).isZero();
        assertThat(arrived("swaks", "by swaks")).hasSizeGreaterThan(130_000);
    }

    @Test
    void pythonsSmtplib() throws Exception {
        needs("python3");
        var script =
                """
                import smtplib, ssl, sys
                context = ssl._create_unverified_context()
                with smtplib.SMTP("127.0.0.1", %d, timeout=60) as client:
                    client.starttls(context=context)
                    client.login("python@example.org", sys.stdin.readline().rstrip("\\n"))
                    refused = client.sendmail("python@example.org",
                        ["python@example.org", "nobody@example.org"],
                        "Subject: by smtplib\\r\\n\\r\\n..dots\\r\\n.\\r\\nend\\r\\n")
                    assert list(refused) == ["nobody@example.org"], refused
                    assert refused["nobody@example.org"][0] == 550, refused
                """
                        .formatted(server.port("submission"));
        var sent = Command.of("python3", "-c", script).input(PASSWORD + "\n").run();
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(arrived("python", "by smtplib")).endsWith("\r\n\r\n..dots\r\n.\r\nend\r\n");
    }

    @Test
    void opensslNegotiatesOnlyModernVersions() {
        needs("openssl");
        var address = "127.0.0.1:" + server.port("smtps");
        assertThat(openssl(address, "-tls1_3").out()).contains("TLSv1.3");
        assertThat(openssl(address, "-tls1_2").out()).contains("TLSv1.2");
        assertThat(openssl(address, "-tls1_1").exitCode()).isNotZero();
    }

    private static Command.Result openssl(String address, String version) {
        return Command.of("openssl", "s_client", "-connect", address, version, "-brief")
                .input("QUIT\r\n")
                .run()
                .mergeErr();
    }

    private static void needs(String program) {
        assumeTrue(
                Command.of("sh", "-c", "command -v " + program).run().exitCode() == 0,
                () -> program + " is not installed");
    }

    private static String arrived(String mailbox, String subject) {
        return Maildir.of(server, mailbox, "example.org").awaitContaining(subject);
    }
}
