package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Domains, accounts and aliases by the command line, while the server runs and while it does not.
class AdministrationIT {

    private static final String ANNA = "anna@example.org";
    private static final String OLD = "correct horse battery staple";
    private static final String NEW = "another horse, another staple";

    private static final Pattern FIRST_ID = Pattern.compile("\\R(\\S+)");

    @TempDir Path folder;
    private Path configuration;
    private ServerProcess server;

    @BeforeEach
    void start() {
        configuration = Configurations.write(folder.resolve("conf"));
        server = start(configuration);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Domain, account, address, alias and catch-all; then what waits; then another password; then
    /// all taken away again.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLifeOfAnAccount(boolean running) {
        change(
                running,
                () -> {
                    done("", "domain", "add", "example.net");
                    done(OLD, "account", "add", ANNA, "--password-stdin");
                    done("", "account", "add-address", ANNA, "a.b@example.net");
                    done("", "alias", "add", "sales@example.org", ANNA);
                    done("", "alias", "add", "@example.net", ANNA);
                    assertEverythingIsListed();
                });
        assertMailGoesWhereTheOperatorLedIt();
        leaveMailForAnotherServer();

        change(
                running,
                () -> {
                    assertWhatWaitsIsShownWithItsReason();
                    done(NEW, "account", "password", ANNA, "--password-stdin");
                });
        assertThat(login(OLD)).startsWith("535");
        assertThat(login(NEW)).startsWith("235");

        change(
                running,
                () -> {
                    done("", "alias", "remove", "sales@example.org");
                    done("", "alias", "remove", "@example.net");
                    done("", "account", "remove", ANNA);
                    done("", "domain", "remove", "example.net");
                });
        assertThat(deliver("sales@example.org")).startsWith("550 5.1.1");
        assertThat(deliver(ANNA)).startsWith("550 5.1.1");
        assertThat(deliver("x@example.net")).as("foreign again").startsWith("550 5.7.1");
        assertThat(login(NEW)).startsWith("535");
    }

    private void assertEverythingIsListed() {
        assertThat(done("", "domain", "list"))
                .containsPattern("example\\.net\\s+account store")
                .containsPattern("example\\.org\\s+configuration");
        assertThat(done("", "account", "list", "--json")).contains(ANNA, "a.b@example.net");
        assertThat(done("", "alias", "list")).contains("sales@example.org", "@example.net");
    }

    private void assertMailGoesWhereTheOperatorLedIt() {
        var addresses =
                List.of(
                        "Anna@EXAMPLE.org",
                        "anna+lists@example.org",
                        "a.b@example.net",
                        "sales@example.org",
                        "whatever@example.net");
        for (var address : addresses) {
            assertThat(deliver(address)).as(address).startsWith("250");
        }
        assertThat(deliver("nobody@example.org")).startsWith("550 5.1.1");
        assertThat(Maildir.of(server, "anna", "example.org").await(addresses.size()))
                .hasSize(addresses.size());
    }

    private void leaveMailForAnotherServer() {
        try (var wire = submission()) {
            assertThat(wire.authPlain(ANNA, OLD)).startsWith("235");
            assertThat(wire.message(ANNA, "far@example.com", "Subject: far\r\n\r\n"))
                    .startsWith("250");
        }
    }

    private void assertWhatWaitsIsShownWithItsReason() {
        var listed = done("", "queue", "list");
        assertThat(listed).containsPattern("<anna@example.org>\\s+far@example.com\\s+queued: \\S+");
        var id = FIRST_ID.matcher(listed);
        assertThat(id.find()).as(listed).isTrue();
        assertThat(done("", "queue", "show", id.group(1)))
                .containsPattern("sender\\s+<anna@example.org>")
                .containsPattern("recipient\\s+far@example.com")
                .containsPattern("status\\s+queued: \\S+");
    }

    @Test
    void aLockedAccountCannotLogInButGetsMail() {
        done(OLD, "account", "add", ANNA, "--password-stdin");
        done("", "account", "lock", ANNA);
        assertThat(login(OLD)).startsWith("535");
        assertThat(deliver(ANNA)).startsWith("250");
    }

    @Test
    void aChangeThatCannotBeMadeIsOneLine() {
        done(OLD, "account", "add", ANNA, "--password-stdin");
        for (var words :
                List.of(
                        List.of("account", "add", ANNA, "--password-stdin"),
                        List.of("account", "add", "bob@example.org"),
                        List.of("account", "add", "x@foreign.example", "--password-stdin"),
                        List.of("alias", "remove", "nobody@example.org"),
                        List.of("queue", "show", "no-such-id"))) {
            var refused = command(NEW, words.toArray(String[]::new));
            assertThat(refused.exitCode()).as(words + ": " + refused.err()).isEqualTo(1);
            assertThat(refused.err().strip().lines()).as(refused.err()).hasSize(1);
            assertThat(refused.err()).doesNotContain("Exception").doesNotContain(NEW);
        }
        assertThat(login(OLD)).startsWith("235");
    }

    /// Changes something, with the server stopped for it or not.
    private void change(boolean running, Runnable change) {
        if (running) {
            change.run();
            return;
        }
        assertThat(server.stop()).isZero();
        change.run();
        server = start(configuration);
    }

    private ServerProcess start(Path xml) {
        return ServerProcess.start(Distribution.built(), folder.resolve("data"), xml);
    }

    private String done(String input, String... words) {
        var result = command(input, words);
        assertThat(result.exitCode()).as(String.join(" ", words) + ": " + result.err()).isZero();
        return result.out();
    }

    private Command.Result command(String input, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        all.addAll(List.of("--config", configuration.toString()));
        return Command.staffetta(Distribution.built(), all.toArray(String[]::new))
                .input(input + "\n")
                .run();
    }

    private String deliver(String address) {
        try (var wire = SmtpWire.connect(server.address("mx"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            return wire.message("x@example.com", address, "Subject: hi\r\n\r\n");
        }
    }

    private String login(String password) {
        try (var wire = submission()) {
            return wire.authPlain(ANNA, password);
        }
    }

    private SmtpWire submission() {
        var wire = SmtpWire.connectTls(server.address("smtps"));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }
}
