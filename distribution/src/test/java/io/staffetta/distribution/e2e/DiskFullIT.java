package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// A full disk is a `452`, never a 250, and passes when space returns.
class DiskFullIT {

    @TempDir Path folder;
    private Path data;

    @BeforeEach
    void mountASmallFileSystem() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        var mounted =
                Command.of("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", data.toString())
                        .run();
        assumeTrue(
                mounted.exitCode() == 0,
                () -> "needs a small file system to fill: mount says " + mounted.err());
    }

    @AfterEach
    void unmount() {
        Command.of("umount", "-l", data.toString()).run();
    }

    @Test
    void refusesForNowAndGoesOnLater() throws Exception {
        var configuration = Configurations.write(folder.resolve("conf"));
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            server.addAccount("anna@example.org", "some password");
            var filler = data.resolve("filler");
            Command.of("sh", "-c", "cat /dev/zero > " + filler).run();

            try (var wire = SmtpWire.connect(server.address("mx"))) {
                wire.reply();
                wire.say("EHLO client.example.net");
                assertThat(wire.message("x@example.net", "anna@example.org", large()))
                        .startsWith("452 4.3.1");
                assertThat(server.command("status").exitCode()).isZero();
                assertThat(Http.get(server, "/health/ready").statusCode()).isEqualTo(503);

                Files.delete(filler);
                assertThat(wire.message("x@example.net", "anna@example.org", large()))
                        .startsWith("250");
            }
            assertThat(Maildir.of(server, "anna", "example.org").await(1)).hasSize(1);
        }
    }

    private static String large() {
        return "Subject: large\r\n\r\n" + ("x".repeat(70) + "\r\n").repeat(30_000);
    }
}
