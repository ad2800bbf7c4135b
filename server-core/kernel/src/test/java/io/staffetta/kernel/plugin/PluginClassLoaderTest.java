package io.staffetta.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Problems;
import io.staffetta.spi.MailPlugin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

class PluginClassLoaderTest {

    private static final String SOURCE =
            """
            package seen;
            public final class SeenPlugin implements io.staffetta.spi.MailPlugin {
                @Override public void register(Registrar registrar) {
                    registrar.hook("seen", SeenHook.class, SeenSettings.class);
                }
            }
            record SeenSettings(int depth) {}
            final class SeenHook implements io.staffetta.spi.hook.Hook.OnConnect {
                @jakarta.inject.Inject
                SeenHook(SeenSettings settings, java.time.Clock clock) {}
                @Override public io.staffetta.spi.hook.Decision onConnect(
                        io.staffetta.spi.hook.Session session) {
                    return io.staffetta.spi.hook.Decision.NEXT;
                }
            }
            """;

    @TempDir Path plugins;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.staffetta.kernel.plugin.PluginClassLoader",
                "io.staffetta.kernel.config.Problems",
                "org.apache.commons.configuration2.XMLConfiguration",
                "com.google.common.collect.ImmutableList",
                "com.codahale.metrics.MetricRegistry"
            })
    void theServerIsInvisible(String className) throws Exception {
        assertThat(Class.forName(className)).as("it is there for the server").isNotNull();
        try (var set = load()) {
            assertThat(canLoad(set, className)).isFalse();
            var resource = className.replace('.', '/') + ".class";
            assertThat(loader(set).getResource(resource)).isNull();
            assertThat(Collections.list(loader(set).getResources(resource))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.staffetta.spi.MailPlugin",
                "jakarta.inject.Inject",
                "com.google.inject.Module",
                "org.slf4j.Logger"
            })
    void theApiIsShared(String className) throws Exception {
        try (var set = load()) {
            assertThat(loader(set).loadClass(className)).isSameAs(Class.forName(className));
            var resource = className.replace('.', '/') + ".class";
            assertThat(loader(set).getResource(resource)).isNotNull();
            assertThat(Collections.list(loader(set).getResources(resource))).hasSize(1);
        }
    }

    @Test
    void thePlatformAndItsOwnJarsAreVisible() throws Exception {
        try (var set = load()) {
            assertThat(canLoad(set, "java.sql.Connection")).isTrue();
            assertThat(canLoad(set, "seen.SeenPlugin")).isTrue();
            assertThat(loader(set).getResource("note.txt")).isNotNull();
            assertThat(loader(set).getResource("junit-platform.properties")).isNull();
        }
    }

    @Test
    void aProviderOfTheServerIsNotThePlugins() throws Exception {
        try (var set = load()) {
            var files = "META-INF/services/" + MailPlugin.class.getName();
            assertThat(Collections.list(loader(set).getResources(files))).hasSize(1);
        }
    }

    @Test
    void aPluginThatNobodyUsesIsUnloaded() throws Exception {
        var loader = loadUseAndForget();
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(loader.get()).isNull();
    }

    /// In a method of its own, so that no local variable keeps the plugin.
    private WeakReference<ClassLoader> loadUseAndForget() {
        var set = load();
        var problems = new Problems();
        var blueprint = new Blueprint(set, problems);
        var plan = PlannedHooks.plan(blueprint, "seen");
        var components = Components.create(blueprint, _ -> true, Unused.host(), problems);
        assertThat(problems.list()).isEmpty();
        assertThat(components.get(plan)).isNotNull();
        var loader = new WeakReference<>(loader(set));
        set.close();
        return loader;
    }

    private PluginSet load() {
        PluginJar.plugin("seen", "1", "seen.SeenPlugin")
                .source("seen.SeenPlugin", SOURCE)
                .resource("note.txt", "hello")
                .write(plugins.resolve("seen.jar"));
        var problems = new Problems();
        var set = new PluginLoader(PluginSource.directory(plugins)).load(List.of(), problems);
        assertThat(problems.list()).isEmpty();
        return set;
    }

    private static ClassLoader loader(PluginSet set) {
        return set.plugins().getFirst().loader();
    }

    private static boolean canLoad(PluginSet set, String className) {
        try {
            return loader(set).loadClass(className) != null;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
