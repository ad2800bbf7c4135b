package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// SIGTERM: idle sessions are told, running transactions finish, nothing is lost.
class ShutdownIT {

    @TempDir Path folder;
    private Path configuration;

    @BeforeEach
    void configure() {
        configuration = Configurations.write(folder.resolve("conf"));
    }

    @Test
    void idleSessionsGet421AndARunningTransactionFinishes() {
        var data = folder.resolve("data");
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            server.addAccount("anna@example.org", "some password");
            try (var idle = SmtpWire.connect(server.address("mx"));
                    var busy = SmtpWire.connect(server.address("mx"))) {
                idle.reply();
                idle.say("EHLO idle.example.net");
                busy.reply();
                busy.say("EHLO busy.example.net");
                busy.say("MAIL FROM:<x@example.net>");
                busy.say("RCPT TO:<anna@example.org>");
                assertThat(busy.say("DATA")).startsWith("354");
                busy.send("Subject: last\r\n\r\n");

                var exit = CompletableFuture.supplyAsync(server::stop);
                assertThat(idle.reply()).startsWith("421 4.3.2");
                var ready = Http.get(server, "/health/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("the server stops");
                assertThat(Http.get(server, "/health/live").statusCode()).isEqualTo(200);
                assertThat(busy.say("made it\r\n.")).startsWith("250");
                assertThat(busy.reply()).startsWith("421");
                assertThat(exit.join()).isZero();
            }
        }
        try (var server = ServerProcess.start(Distribution.built(), data, configuration)) {
            assertThat(Maildir.of(server, "anna", "example.org").await(1).getFirst())
                    .contains("Subject: last\r\n\r\nmade it\r\n");
        }
    }
}
