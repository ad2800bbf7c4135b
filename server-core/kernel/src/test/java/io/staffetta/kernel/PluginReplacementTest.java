package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.ConfigSource;
import io.staffetta.kernel.plugin.PluginJar;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Routes;
import io.staffetta.spi.spool.SpoolId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class PluginReplacementTest {

    private static final String CONFIG =
            """
            <staffetta hostname="mx.test.example">
              <routes><route domain="*" use="hop"/></routes>
              <admin enabled="false"/>
            </staffetta>
            """;

    private static final String SOURCE =
            """
            package hop;
            import io.staffetta.spi.queue.*;
            import java.util.Map;
            public final class HopPlugin implements io.staffetta.spi.MailPlugin {
                @Override public void register(Registrar registrar) {
                    registrar.transport("hop", Hop.class, io.staffetta.spi.NoSettings.class);
                }
            }
            final class Hop implements Transport {
                @Override public Map<Integer, Outcome> deliver(Delivery delivery) {
                    if (Thread.currentThread().getContextClassLoader()
                            != Hop.class.getClassLoader()) {
                        throw new IllegalStateException("wrong context class loader");
                    }
                    return Map.of(0, new Outcome.Delivered("by version VERSION"));
                }
            }
            """;

    @TempDir Path folder;

    private final BackEndPlugin backEnd = new BackEndPlugin();

    @Test
    void aReplacedPluginServesNewDeliveriesAndTheOldOneGoes() throws Exception {
        install("1");
        try (var server = Staffetta.start(options())) {
            var loader = replaceWhileInUse(server);
            for (int i = 0; i < 100 && loader.get() != null; i++) {
                System.gc();
                Thread.onSpinWait();
            }
            assertThat(loader.get()).as("class loader of version 1").isNull();
            try (var route = lease()) {
                assertThat(deliver(route)).isEqualTo("by version 2");
            }
        }
    }

    @Test
    void aBrokenReplacementChangesNothing() throws Exception {
        install("1");
        try (var server = Staffetta.start(options())) {
            // Moved into place: the old file lives on for whoever has it open.
            var broken = Files.writeString(folder.resolve("broken"), "no zip");
            Files.move(
                    broken, folder.resolve("plugins/hop.jar"), StandardCopyOption.REPLACE_EXISTING);
            var result = server.reload();
            assertThat(result.applied()).isFalse();
            assertThat(result.problems()).first().asString().contains("hop.jar cannot be read");
            try (var route = lease()) {
                assertThat(deliver(route)).isEqualTo("by version 1");
            }
        }
    }

    /// In a method of its own, so that no local variable keeps the plugin.
    private WeakReference<ClassLoader> replaceWhileInUse(Staffetta server) throws Exception {
        try (var before = lease()) {
            install("2");
            var result = server.reload();
            assertThat(result.problems()).isEmpty();
            assertThat(result.changes()).containsExactly("plugin hop: changed", "route *: changed");
            assertThat(deliver(before)).isEqualTo("by version 1");
            return new WeakReference<>(((ContextTransport) before.transport()).loader());
        }
    }

    private Routes.Lease lease() {
        var way = (Routes.Via) backEnd.routes().choose(envelope(), List.of(0)).get(0);
        return backEnd.routes().lease(way.route()).orElseThrow();
    }

    private static String deliver(Routes.Lease route) throws Exception {
        var content = Content.of(new byte[0]);
        var delivery = new Delivery(new SpoolId(1), envelope(), content, List.of(0));
        return route.transport().deliver(delivery).get(0).detail();
    }

    private static Envelope envelope() {
        var to = Recipient.of(Mailbox.parse("anna@example.net"));
        var origin = new Envelope.Origin("test", "", "", Optional.empty());
        return new Envelope(
                Instant.EPOCH, ReversePath.NULL, MailParameters.NONE, List.of(to), origin);
    }

    private void install(String version) throws Exception {
        var jar =
                PluginJar.plugin("hop", version, "hop.HopPlugin")
                        .source("hop.HopPlugin", SOURCE.replace("VERSION", version))
                        .write(folder.resolve("new.jar"));
        Files.createDirectories(folder.resolve("plugins"));
        Files.move(jar, folder.resolve("plugins/hop.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private StaffettaOptions options() {
        return StaffettaOptions.of(
                        ConfigSource.text("built-in", CONFIG, folder),
                        folder.resolve("data"),
                        PluginSource.of(backEnd)
                                .and(PluginSource.directory(folder.resolve("plugins"))))
                .withoutJmx();
    }
}
