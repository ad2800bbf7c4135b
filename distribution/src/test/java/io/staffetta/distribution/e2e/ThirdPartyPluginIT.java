package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// The example plugin of the guide, built outside this build against the SPI alone, dropped into
/// `plugins/`.
class ThirdPartyPluginIT {

    private static final String HOOK =
            "<hook use=\"blocked-senders\"><domain>spam.example</domain></hook>";

    @TempDir Path folder;
    private Distribution distribution;

    @BeforeEach
    void copyDistribution() {
        distribution = Distribution.built().copyTo(folder.resolve("staffetta"));
    }

    @Test
    void changesASession() {
        install();
        var configuration =
                Configurations.write(folder.resolve("conf"), Configurations.full(HOOK, ""));
        try (var server =
                ServerProcess.start(distribution, folder.resolve("data"), configuration)) {
            assertThat(mailFrom(server, "x@spam.example"))
                    .isEqualTo("550 5.7.1 Mail from your domain is not wanted here");
            assertThat(mailFrom(server, "x@ham.example")).startsWith("250");

            var plugins = server.command("plugins");
            assertThat(plugins.out())
                    .containsPattern("blocked-senders\\s+1\\.0")
                    .contains("inbound");
        }
    }

    @Test
    void aReloadBringsItIntoARunningServer() {
        var configuration = Configurations.write(folder.resolve("conf"));
        try (var server =
                ServerProcess.start(distribution, folder.resolve("data"), configuration)) {
            try (var early = SmtpWire.connect(server.address("mx"))) {
                early.reply();
                early.say("EHLO client.example.net");

                install();
                Configurations.write(folder.resolve("conf"), Configurations.full(HOOK, ""));
                var reload = server.command("reload");
                assertThat(reload.exitCode()).as(reload.out() + reload.err()).isZero();

                assertThat(early.say("MAIL FROM:<x@spam.example>"))
                        .as("a session keeps the generation it began with")
                        .startsWith("250");
            }
            assertThat(mailFrom(server, "x@spam.example")).startsWith("550 5.7.1");
        }
    }

    @Test
    void aSignalReloadsAndABadConfigurationChangesNothing() throws IOException {
        install();
        var configuration =
                Configurations.write(folder.resolve("conf"), Configurations.full(HOOK, ""));
        try (var server =
                ServerProcess.start(distribution, folder.resolve("data"), configuration)) {
            Configurations.write(
                    folder.resolve("conf"),
                    Configurations.full("<hook use=\"blokced-senders\"/>", ""));
            assumeFalse(server.ignoresHangUp(), "the tests run with SIGHUP ignored (nohup)");
            server.signal("HUP");
            server.awaitLine(line -> line.contains("did you mean 'blocked-senders'"));
            assertThat(mailFrom(server, "x@spam.example")).startsWith("550 5.7.1");
        }
    }

    private void install() {
        ExamplePlugin.installInto(distribution, folder.resolve("plugin"));
    }

    private static String mailFrom(ServerProcess server, String sender) {
        try (var wire = SmtpWire.connect(server.address("mx"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            return wire.say("MAIL FROM:<" + sender + ">");
        }
    }
}
