package io.staffetta.distribution.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.distribution.Home;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.testkit.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What accounts log in by, and who failed to: the commands against a real server.
class LoginCommandsTest {

    private static Instant started;

    @BeforeAll
    static void look() {
        started = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    }

    private TestServer server;

    @BeforeEach
    void start() {
        server =
                TestServer.start(
                        TestServer.DEFAULT_CONFIG
                                .replace("accounts use=\"memory\"", "accounts use=\"vault\"")
                                .replace("enabled=\"false\"", "bind=\"127.0.0.1:0\""),
                        PluginSource.of(registrar ->
                                registrar.accounts("vault", Vault.class, NoSettings.class)),
                        LoginCommandsTest::withFailures);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hashesAreImportedFromAFile() throws Exception {
        var file = Files.writeString(server.folder().resolve("hash"), "$6$salt$hash\nignored\n");

        assertThat(done("account", "import", "ann@example.org", "--hash-file", file.toString()))
                .isEqualTo("Added ann@example.org.\n");
        assertThat(check("$6$salt$hash")).isInstanceOf(PasswordCheck.Accepted.class);

        Files.writeString(file, "{SSHA}other\n");
        assertThat(run("account", "import", "ann@example.org", "--hash-file", file.toString()))
                .isEqualTo(
                        new Result(1, "", "staffetta: account ann@example.org exists already\n"));
        assertThat(
                        done(
                                "account",
                                "import",
                                "ann@example.org",
                                "--replace",
                                "--hash-file",
                                file.toString()))
                .isEqualTo("Changed the password of ann@example.org.\n");
        assertThat(check("{SSHA}other")).isInstanceOf(PasswordCheck.Accepted.class);

        Files.writeString(file, "");
        assertThat(run("account", "import", "b@example.org", "--hash-file", file.toString()).err())
                .isEqualTo("staffetta: there is no hash in " + file + "\n");
        assertThat(run("account", "import", "b@example.org", "$6$salt$hash").code())
                .as("a hash is never an argument")
                .isEqualTo(2);
    }

    @Test
    void anAppPasswordIsPrintedOnce() {
        server.addAccount("ann@example.org", "main");

        assertThat(done("account", "app-password", "add", "ann@example.org", "phone"))
                .isEqualTo("abcd-efgh-1\n");
        assertThat(
                        JsonMapper.shared()
                                .readTree(
                                        done(
                                                "account",
                                                "app-password",
                                                "add",
                                                "ann@example.org",
                                                "tablet",
                                                "--scope",
                                                "send",
                                                "--json"))
                                .get("password")
                                .asString())
                .isEqualTo("abcd-efgh-2");
    }

    @Test
    void appPasswordsAreListedAndRemoved() {
        server.addAccount("ann@example.org", "main");
        done("account", "app-password", "add", "ann@example.org", "phone");

        assertThat(done("account", "app-password", "list", "ann@example.org"))
                .isEqualTo(
                        """
                        NAME   SCOPE  CREATED               LAST USE
                        phone  send   2026-01-02T03:04:05Z  never
                        """);
        assertThat(done("account", "app-password", "remove", "ann@example.org", "phone"))
                .isEqualTo("Removed the app password phone of ann@example.org.\n");
        assertThat(run("account", "app-password", "remove", "ann@example.org", "phone"))
                .isEqualTo(new Result(1, "", "staffetta: no app password phone\n"));
        assertThat(done("account", "app-password", "list", "ann@example.org", "--json"))
                .isEqualToIgnoringWhitespace("[]");
        assertThat(run("account", "app-password", "add", "ann@example.org", "a\nb").err())
                .isEqualTo("staffetta: control character in the name of the app password\n");
        assertThat(
                        run(
                                        "account",
                                        "app-password",
                                        "add",
                                        "ann@example.org",
                                        "x",
                                        "--scope",
                                        "read")
                                .code())
                .isEqualTo(2);
    }

    @Test
    void anAccountIsShown() {
        server.addAccount("ann@example.org", "main");
        done("account", "add-address", "ann@example.org", "a@example.org");
        done("account", "app-password", "add", "ann@example.org", "phone");
        assertThat(done("account", "app-passwords-only", "ann@example.org", "on"))
                .isEqualTo("ann@example.org logs in with its app passwords only.\n");
        done("account", "lock", "ann@example.org");

        assertThat(done("account", "show", "A@example.org"))
                .isEqualTo(
                        """
                        ACCOUNT       ann@example.org
                        state         locked
                        addresses     ann@example.org a@example.org
                        kept          argon2id SCRAM-SHA-256
                        logs in with  app passwords only

                        NAME   SCOPE  CREATED               LAST USE
                        phone  send   2026-01-02T03:04:05Z  never
                        """);
        var json =
                JsonMapper.shared().readTree(done("account", "show", "ann@example.org", "--json"));
        assertThat(json.get("appPasswordsOnly").asBoolean()).isTrue();
        assertThat(json.get("credentials").get(0).asString()).isEqualTo("argon2id");
        assertThat(json.get("appPasswords").get(0).get("name").asString()).isEqualTo("phone");

        done("account", "app-passwords-only", "ann@example.org", "off");
        assertThat(done("account", "show", "ann@example.org")).contains("password or app password");
        assertThat(run("account", "app-passwords-only", "ann@example.org", "perhaps").code())
                .isEqualTo(2);
        assertThat(run("account", "show", "nobody@example.org"))
                .isEqualTo(
                        new Result(1, "", "staffetta: there is no account nobody@example.org\n"));
    }

    @Test
    void failedLoginsAreListedAndForgottenForGood() throws Exception {
        var since = started.toString();
        assertThat(done("logins", "list"))
                .isEqualTo(
                        """
                        FAILURES  KIND     WHO              SINCE                 STATE
                        100       account  ann@example.org  %s  right password only
                        30        client   192.0.2.7/32     %s  refused
                        30        network  192.0.2.0/24     %s
                        """
                                .formatted(since, since, since));
        assertThat(done("logins", "list", "--limit", "1")).endsWith("\n… and 2 more\n");
        assertThat(run("logins", "list", "--limit", "0").code()).isEqualTo(2);

        assertThat(done("logins", "forget", "192.0.2.7"))
                .isEqualTo("No failed login counts against 192.0.2.7 any more.\n");
        assertThat(run("logins", "forget", "192.0.2.7"))
                .isEqualTo(
                        new Result(1, "", "staffetta: no failed login counts against 192.0.2.7\n"));

        var json = JsonMapper.shared().readTree(done("logins", "list", "--json"));
        assertThat(json).hasSize(1);
        assertThat(json.get(0).get("kind").asString()).isEqualTo("ACCOUNT");
        assertThat(json.get(0).get("refused").asBoolean()).isTrue();

        server.server().stop();
        assertThat(failures(server.folder().resolve("data")))
                .content()
                .isEqualTo(
                        "staffetta-logins 1\naccount 100 %s ann@example.org\nend 1\n"
                                .formatted(since));
        assertThat(run("logins", "list").code()).isEqualTo(ExitCode.NOT_RUNNING);
    }

    private static StaffettaOptions withFailures(StaffettaOptions options) {
        try {
            var file = failures(options.data());
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(
                    file,
                    """
                    staffetta-logins 1
                    client 30 %s 192.0.2.7/32
                    network 30 %s 192.0.2.0/24
                    account 100 %s ann@example.org
                    pair 30 %s 192.0.2.7/32 ann@example.org
                    end 4
                    """
                            .formatted(started, started, started, started));
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path failures(Path data) {
        return data.resolve("logins", "failures");
    }

    private PasswordCheck check(String password) {
        return server.server().accounts().check("ann@example.org", Secret.of(password));
    }

    private record Result(int code, String out, String err) {}

    private String done(String... words) {
        var result = run(words);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    private Result run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", server.folder().resolve("data").toString()));
        int code =
                StaffettaCommand.commandLine(new Home(server.folder()))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }
}
