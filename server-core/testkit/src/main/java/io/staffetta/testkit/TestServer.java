package io.staffetta.testkit;

import io.staffetta.kernel.Staffetta;
import io.staffetta.kernel.StaffettaOptions;
import io.staffetta.kernel.StartupException;
import io.staffetta.kernel.admin.ReloadResult;
import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.Secret;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.queue.Delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// A real server inside a test: its data lies in a folder that is removed with it, its spool, queue
/// and accounts in memory, its listeners on free ports of the loopback interface.
public final class TestServer implements AutoCloseable {

    /// A server without listeners for `example.org`: what reaches its queue is delivered at once to
    /// [#deliveries()].
    public static final String DEFAULT_CONFIG =
            """
            <staffetta hostname="mx.test.example">
              <domains><domain>example.org</domain></domains>
              <auth><accounts use="memory"/></auth>
              <routes><route domain="local" use="recording"/></routes>
              <storage><spool use="memory"/></storage>
              <queue use="memory"/>
              <admin enabled="false"/>
            </staffetta>
            """;

    private final Path folder;
    private final Path file;
    private final MemoryPlugin memory;
    private final Staffetta server;

    private TestServer(Path folder, Path file, MemoryPlugin memory, Staffetta server) {
        this.folder = folder;
        this.file = file;
        this.memory = memory;
        this.server = server;
    }

    /// Starts a server.
    ///
    /// @param config the configuration as XML
    /// @param plugins installed beside [MemoryPlugin]
    /// @throws AssertionError if it does not start, with all problems
    public static TestServer start(String config, MailPlugin... plugins) {
        return start(config, PluginSource.of(plugins), options -> options);
    }

    /// Starts a server.
    ///
    /// @param source plugins beside [MemoryPlugin]
    /// @param change changes the options, the clock for example
    /// @throws AssertionError if it does not start, with all problems
    public static TestServer start(
            String config, PluginSource source, UnaryOperator<StaffettaOptions> change) {
        try {
            return tryStart(config, source, change);
        } catch (StartupException e) {
            throw new AssertionError("the server did not start:\n" + e.getMessage(), e);
        }
    }

    /// Like [#start], for tests of a start that fails.
    ///
    /// @throws StartupException if it does not start
    public static TestServer tryStart(
            String config, PluginSource source, UnaryOperator<StaffettaOptions> change)
            throws StartupException {
        var memory = new MemoryPlugin();
        Path folder = null;
        Staffetta server = null;
        try {
            folder = Files.createTempDirectory("staffetta-test-");
            var file = Files.writeString(folder.resolve("staffetta.xml"), config);
            var options =
                    StaffettaOptions.of(
                                    ConfigSource.file(file),
                                    folder.resolve("data"),
                                    PluginSource.of(memory).and(source))
                            .withoutJmx();
            server = Staffetta.start(change.apply(options));
            return new TestServer(folder, file, memory, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (server == null && folder != null) {
                remove(folder);
            }
        }
    }

    /// The server itself.
    public Staffetta server() {
        return server;
    }

    /// Where a listener listens.
    ///
    /// @throws IllegalArgumentException if there is no such TCP listener
    public InetSocketAddress address(String listener) {
        return server.boundAddress(listener)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("no listener " + listener));
    }

    /// Replaces the configuration and reloads.
    public ReloadResult reload(String config) {
        try {
            Files.writeString(file, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server.reload();
    }

    /// Adds an account to the first account store that can be edited.
    public void addAccount(String address, String password) {
        server.accountAdministration()
                .orElseThrow(() -> new IllegalStateException("no editable account store"))
                .addAccount(Mailbox.parse(address), Secret.of(password));
    }

    /// What was given to the transport `recording`, oldest first.
    public List<Delivery> deliveries() {
        return memory.deliveries();
    }

    /// The folder that holds the configuration, and the data in `data`.
    public Path folder() {
        return folder;
    }

    /// Stops the server and removes its files. May be called more than once; whoever comes second
    /// returns when all is done.
    @Override
    public synchronized void close() {
        server.stop();
        remove(folder);
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException _) {
            // Removed already.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
