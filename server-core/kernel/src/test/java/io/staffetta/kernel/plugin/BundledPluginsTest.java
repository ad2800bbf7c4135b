package io.staffetta.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.kernel.config.Problems;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class BundledPluginsTest {

    @TempDir Path folder;
    private final List<URL> classPath = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    @Test
    void areFoundByServiceAndManifestAndShareTheLoaderOfTheServer() throws IOException {
        bundle("zeta", "1.2");
        bundle("alpha", "1.1");
        var source = source();

        var problems = new Problems();
        try (var set = new PluginLoader(source).load(List.of(), problems)) {
            assertThat(problems.list()).isEmpty();
            assertThat(set.plugins())
                    .map(Object::toString)
                    .containsExactly("alpha 1.1", "zeta 1.2");
            assertThat(set.plugins().getFirst().loader())
                    .isSameAs(set.plugins().getLast().loader());
            assertThat(set.plugins().getFirst().place())
                    .isEqualTo(folder.resolve("lib/alpha.jar").toString());
            try (var again = new PluginLoader(source).load(set.plugins(), problems)) {
                assertThat(again.plugins()).isEqualTo(set.plugins());
            }
        }
    }

    @Test
    void aPluginOfTheOperatorWithTheSameIdStandsInIsolated() throws IOException {
        bundle("alpha", "1.1");
        bundle("beta", "1.1");
        var directory = Files.createDirectories(folder.resolve("plugins"));
        plugin("beta", "2.0").write(directory.resolve("beta.jar"));
        var source = source().replaceableBy(PluginSource.directory(directory));

        var problems = new Problems();
        try (var set = new PluginLoader(source).load(List.of(), problems)) {
            assertThat(problems.list()).isEmpty();
            assertThat(set.plugins())
                    .map(Object::toString)
                    .containsExactly("alpha 1.1", "beta 2.0");
            var own = set.plugins().getLast().loader();
            assertThat(own).isInstanceOf(PluginClassLoader.class);
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> own.loadClass("bundled.alpha.Plugin"));
        }
    }

    @Test
    void aJarThatChangesNeedsARestart() throws IOException {
        var jar = bundle("alpha", "1.1");
        var gone = bundle("beta", "1.1");
        var source = source();
        assertThat(source.needingRestart()).isEmpty();
        source.find();
        assertThat(source.needingRestart()).isEmpty();

        Files.write(jar, new byte[] {1});
        Files.delete(gone);
        assertThat(source.and(PluginSource.of()).needingRestart())
                .containsExactlyInAnyOrder(
                        "plugin 'alpha': " + jar + " has changed",
                        "plugin 'beta': " + gone + " is gone");
    }

    @Test
    void aJarWithoutAPluginManifestIsAnError() throws IOException {
        var jar = Files.createDirectories(folder.resolve("lib")).resolve("bare.jar");
        PluginJar.plain()
                .resource("META-INF/services/io.staffetta.spi.MailPlugin", "bundled.bare.Plugin")
                .source("bundled.bare.Plugin", provider("bare"))
                .write(jar);
        classPath.add(jar.toUri().toURL());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> source().find())
                .withMessage("a bundled plugin cannot be used: bare.jar has no plugin manifest");
    }

    private PluginSource source() {
        var loader = new URLClassLoader(classPath.toArray(URL[]::new), getClass().getClassLoader());
        open.add(loader);
        return new BundledPlugins(loader);
    }

    private Path bundle(String id, String version) throws IOException {
        var jar = Files.createDirectories(folder.resolve("lib")).resolve(id + ".jar");
        plugin(id, version).write(jar);
        classPath.add(jar.toUri().toURL());
        return jar;
    }

    private static PluginJar plugin(String id, String version) {
        var provider = "bundled." + id + ".Plugin";
        return PluginJar.plugin(id, version, provider).source(provider, provider(id));
    }

    private static String provider(String id) {
        return """
        package bundled.%s;
        public final class Plugin implements io.staffetta.spi.MailPlugin {
            @Override public void register(Registrar registrar) {}
        }
        """
                .formatted(id);
    }
}
