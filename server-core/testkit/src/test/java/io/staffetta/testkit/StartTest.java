package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;

import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.StartupException.Category;
import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Session;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class StartTest {

    private static final String CHAIN =
            """
            <chain name="all">
              <hook use="first"/>
              <hook use="second"/>
              <hook use="third"/>
            </chain>
            """;

    @TempDir Path folder;

    @Test
    void everyMistakeIsNamedAtOnce() throws IOException {
        Files.createDirectories(folder.resolve("plugins/broken"));
        var config =
                Config.with(
                        """
                        <listeners>
                          <listener name="a" protocol="helo" bind="127.0.0.1:0" tls="clear"/>
                          <listener name="b" protocol="hello" bind="127.0.0.1:0" tls="clear">
                            <wrod>x</wrod>
                          </listener>
                        </listeners>
                        """);
        var plugins =
                PluginSource.of(new HelloPlugin())
                        .and(PluginSource.directory(folder.resolve("plugins")));
        var failure = refused(config, plugins);

        assertThat(failure.category()).isEqualTo(Category.PLUGIN);
        assertThat(failure.problems())
                .extracting(problem -> problem.message())
                .containsExactlyInAnyOrder(
                        "there is no jar in it; put the plugin's jars there, or remove it",
                        "no plugin offers the protocol 'helo', did you mean 'hello'? installed are"
                                + " [hello]",
                        "unknown setting, did you mean 'word'? known are [word]");
    }

    @Test
    void aWrongConfigurationIsOfItsOwnCategory() {
        var failure = refused("<staffetta hostname=\"mx.test.example\"><listners/></staffetta>");
        assertThat(failure.category()).isEqualTo(Category.CONFIG);
        assertThat(failure)
                .hasMessageContaining("staffetta.xml:1")
                .hasMessageContaining("listners");
    }

    @Test
    void aPortInUseIsOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();
            var failure =
                    refused(
                            Config.greeting("x").replace("127.0.0.1:0", "127.0.0.1:" + port),
                            PluginSource.of(new HelloPlugin()));
            assertThat(failure.category()).isEqualTo(Category.BIND);
            assertThat(failure.getMessage().lines()).hasSize(1);
            assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void theAdminPortIsPartOfTheStart() throws Exception {
        var config =
                TestServer.DEFAULT_CONFIG.replace(
                        "<admin enabled=\"false\"/>", "<admin bind=\"127.0.0.1:0\"/>");
        try (var server = TestServer.start(config)) {
            var address = server.server().adminAddress().orElseThrow();
            assertThat(address.getPort()).isPositive();
            var failure = refused(config.replace("127.0.0.1:0", "127.0.0.1:" + address.getPort()));
            assertThat(failure.category()).isEqualTo(Category.BIND);
            assertThat(failure.getMessage().lines()).hasSize(1);
        }
    }

    @Test
    void limitsBelowTheProtocolsComeFromTheConfiguration() throws IOException {
        var socket = folder.resolve("hello.sock");
        var config =
                Config.with(
                        """
                        <listeners>
                          <listener name="hello" protocol="hello" bind="unix:%s" tls="clear"/>
                        </listeners>
                        <network><unix-mode>rw-rw-rw-</unix-mode></network>
                        """
                                .formatted(socket));
        try (var server = TestServer.start(config, new HelloPlugin())) {
            assertThat(server.server().boundAddresses()).containsOnlyKeys("hello");
            assertThat(Files.getPosixFilePermissions(socket))
                    .isEqualTo(PosixFilePermissions.fromString("rw-rw-rw-"));
        }
    }

    @Test
    void unknownTlsVersionsAreConfigurationMistakes() {
        var failure =
                refused(
                        Config.with(
                                "<tls><protocols><protocol>SSLv3</protocol></protocols></tls>"));
        assertThat(failure.category()).isEqualTo(Category.CONFIG);
        assertThat(failure).hasMessageContaining("SSLv3").hasMessageContaining("staffetta.xml:");
    }

    @Test
    void theDataDirectoryIsForItsOwnerOnly() throws Exception {
        try (var server = TestServer.start(TestServer.DEFAULT_CONFIG)) {
            assertThat(Files.getPosixFilePermissions(server.folder().resolve("data")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void twoServersNeverShareTheirData() throws Exception {
        try (var server = TestServer.start(TestServer.DEFAULT_CONFIG)) {
            var data = server.folder().resolve("data");
            var config = ConfigSource.text("built-in", TestServer.DEFAULT_CONFIG, server.folder());
            var options = StaffettaOptions.of(config, data, PluginSource.of(new MemoryPlugin()));
            var failure =
                    catchThrowableOfType(StartupException.class, () -> Staffetta.start(options));
            assertThat(failure.category()).isEqualTo(Category.STORAGE);
            assertThat(failure)
                    .hasMessage(
                            "data: the data directory %s is in use by another server (process %d);"
                                            .formatted(data, ProcessHandle.current().pid())
                                    + " stop it or choose another directory");
        }
    }

    @Test
    void whatWasStartedIsClosedInReverseWhenALaterStepFails() {
        var plugin = new EventsPlugin();
        var failure =
                refused(Config.with(CHAIN.replace("third", "broken")), PluginSource.of(plugin));
        assertThat(failure.category()).isEqualTo(Category.PLUGIN);
        assertThat(failure)
                .hasMessage("hook 'broken' of chain all, hook 3: it does not want to start");
        assertThat(plugin.events)
                .containsExactly(
                        "start first",
                        "start second",
                        "start broken",
                        "close broken",
                        "close second",
                        "close first");
    }

    @Test
    void aStopClosesInReverse() {
        var plugin = new EventsPlugin();
        TestServer.start(Config.with(CHAIN), plugin).close();
        assertThat(plugin.events)
                .containsExactly(
                        "start first",
                        "start second",
                        "start third",
                        "close third",
                        "close second",
                        "close first");
    }

    @Test
    void aStopTellsIdleClients() throws Exception {
        var server = TestServer.start(Config.greeting("x"), new HelloPlugin());
        try (server;
                var client = new HelloClient(server.address("hello"))) {
            assertThat(client.hear()).isEqualTo("220 x");
            server.server().stop();
            assertThat(client.hear()).isEqualTo("421 stopping");
            assertThat(client.hear()).isEqualTo("(end)");
        }
    }

    @Test
    void aProtocolThatFailsApologizes() throws Exception {
        try (var server = TestServer.start(Config.greeting("x"), new HelloPlugin());
                var client = new HelloClient(server.address("hello"))) {
            client.hear();
            assertThat(client.ask("fail")).startsWith("421 4.3.0");
            assertThat(client.hear()).isEqualTo("(end)");
            try (var next = new HelloClient(server.address("hello"))) {
                assertThat(next.hear()).isEqualTo("220 x");
            }
        }
    }

    @Test
    void maintenanceOpensTheStoresOnly() {
        var plugin = new EventsPlugin();
        try (var server =
                TestServer.start(
                        Config.with(CHAIN),
                        PluginSource.of(plugin),
                        StaffettaOptions::withoutListeners)) {
            server.addAccount("anna@example.org", "secret");
            assertThat(server.server().administration().accounts()).hasSize(1);
            assertThat(server.server().queue().list(10)).isEmpty();
            assertThat(server.server().boundAddresses()).isEmpty();
        }
        assertThat(plugin.events).isEmpty();
    }

    @Test
    void aCheckStartsNothing() throws Exception {
        var plugin = new EventsPlugin();
        var options =
                StaffettaOptions.of(
                        ConfigSource.text("built-in", Config.with(CHAIN), folder),
                        folder.resolve("data"),
                        PluginSource.of(new MemoryPlugin(), plugin));
        var report = Staffetta.check(options);
        assertThat(report.plugins().getLast().offers().get(1).usedBy())
                .containsExactly("chain all, hook 2");
        assertThat(report.warnings()).isNotEmpty();
        assertThat(plugin.events).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static StartupException refused(String config, MailPlugin... plugins) {
        return refused(config, PluginSource.of(plugins));
    }

    private static StartupException refused(String config, PluginSource plugins) {
        return catchThrowableOfType(
                StartupException.class,
                () -> TestServer.tryStart(config, plugins, options -> options).close());
    }

    /// Hooks that tell when they start and close.
    private static final class EventsPlugin implements MailPlugin {
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void register(Registrar registrar) {
            registrar.hook("first", First.class, NoSettings.class);
            registrar.hook("second", Second.class, NoSettings.class);
            registrar.hook("third", Third.class, NoSettings.class);
            registrar.hook("broken", Broken.class, NoSettings.class);
            registrar.install(
                    new AbstractModule() {
                        @Override
                        protected void configure() {
                            bind(Events.class).toInstance(new Events(events));
                        }
                    });
        }
    }

    private record Events(List<String> list) {}

    private abstract static class EventHook implements Hook.OnConnect {
        private final String name;
        private final Events events;

        EventHook(String name, Events events) {
            this.name = name;
            this.events = events;
        }

        @Override
        public Decision onConnect(Session session) {
            return Decision.NEXT;
        }

        @Override
        public void start() throws Exception {
            events.list().add("start " + name);
        }

        @Override
        public void close() {
            events.list().add("close " + name);
        }
    }

    private static final class First extends EventHook {
        @Inject
        First(Events events) {
            super("first", events);
        }
    }

    private static final class Second extends EventHook {
        @Inject
        Second(Events events) {
            super("second", events);
        }
    }

    private static final class Third extends EventHook {
        @Inject
        Third(Events events) {
            super("third", events);
        }
    }

    private static final class Broken extends EventHook {
        @Inject
        Broken(Events events) {
            super("broken", events);
        }

        @Override
        public void start() throws Exception {
            super.start();
            throw new IOException("it does not want to start");
        }
    }
}
