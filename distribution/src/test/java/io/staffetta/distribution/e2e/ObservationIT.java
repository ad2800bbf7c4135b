package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// What an operator sees of a running server: its health, its metrics, its hooks.
class ObservationIT {

    private static final String HOOKS =
            """
            <hook use="blocked-senders" mode="observe"><domain>watched.example</domain></hook>
            <hook use="blocked-senders"><domain>spam.example</domain></hook>
            """;

    @TempDir static Path folder;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        var distribution = Distribution.built().copyTo(folder.resolve("staffetta"));
        ExamplePlugin.installInto(distribution, folder.resolve("plugin"));
        var configuration =
                Configurations.write(folder.resolve("conf"), Configurations.full(HOOKS, ""));
        server = ServerProcess.start(distribution, folder.resolve("data"), configuration);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anObservedHookIsCountedAndLoggedButNotObeyed() {
        assertThat(mailFrom("x@watched.example")).startsWith("250");
        assertThat(mailFrom("x@spam.example")).startsWith("550 5.7.1");
        assertThat(mailFrom("x@ham.example")).startsWith("250");

        server.awaitLine(line ->
                line.contains("observed, not acted upon") && line.contains("blocked-senders"));
        var metrics = Http.get(server, "/metrics").body();
        assertThat(metrics)
                .containsPattern(
                        "staffetta_hook_decisions_total\\{decision=\"refuse\","
                                + "hook=\"blocked-senders\",phase=\"mail\"\\} 2")
                .containsPattern(
                        "staffetta_hook_decisions_total\\{decision=\"next\","
                                + "hook=\"blocked-senders\",phase=\"mail\"\\} 4")
                .containsPattern(
                        "staffetta_hook_seconds_count\\{hook=\"blocked-senders\",phase=\"mail\"\\}"
                                + " 6")
                .contains("jvm_memory_");
    }

    @Test
    void pluginsTellWhichChainUsesAHookAndInWhichOrder() {
        var plugins = server.command("plugins");
        assertThat(plugins.exitCode()).isZero();
        assertThat(plugins.out())
                .containsPattern(
                        "blocked-senders\\s+1\\.0\\s+hook blocked-senders\\s+"
                                + "chain inbound, hook 1; chain inbound, hook 2")
                .containsPattern("transport maildir\\s+route local")
                .containsPattern("protocol submission\\s+listener submission; listener smtps");
    }

    @Test
    @SuppressWarnings("BanJNDI") // The server is our own.
    void metricsAreReadableAsJmx() throws Exception {
        var machine = VirtualMachine.attach(Long.toString(server.pid()));
        var url = new JMXServiceURL(machine.startLocalManagementAgent());
        machine.detach();
        try (var connector = JMXConnectorFactory.connect(url)) {
            var names =
                    connector
                            .getMBeanServerConnection()
                            .queryNames(new ObjectName("io.staffetta:*"), null);
            assertThat(names)
                    .extracting(name -> name.getKeyProperty("name"))
                    .anyMatch(name -> name.contains("net.connections.accepted"))
                    .anyMatch(name -> name.contains("jvm.memory"));
        }
    }

    @Test
    void aServerThatAcceptsMailIsAliveAndReady() {
        assertThat(Http.get(server, "/health/live").statusCode()).isEqualTo(200);
        assertThat(Http.get(server, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(Http.get(server, "/nothing").statusCode()).isEqualTo(404);
    }

    private static String mailFrom(String sender) {
        try (var wire = SmtpWire.connect(server.address("mx"))) {
            wire.reply();
            wire.say("EHLO client.example.net");
            return wire.say("MAIL FROM:<" + sender + ">");
        }
    }
}
