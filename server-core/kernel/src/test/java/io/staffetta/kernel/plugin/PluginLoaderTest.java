package io.staffetta.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.Problems;
import io.staffetta.spi.MailPlugin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PluginLoaderTest {

    private static final String SERVICE = "META-INF/services/io.staffetta.spi.MailPlugin";
    private static final String GOOD =
            """
            package good;
            public final class GoodPlugin implements io.staffetta.spi.MailPlugin {
                @Override public void register(Registrar registrar) {
                    registrar.hook("good", GoodHook.class, io.staffetta.spi.NoSettings.class);
                }
            }
            final class GoodHook implements io.staffetta.spi.hook.Hook.OnConnect {
                @Override public io.staffetta.spi.hook.Decision onConnect(
                        io.staffetta.spi.hook.Session session) {
                    return io.staffetta.spi.hook.Decision.NEXT;
                }
            }
            """;

    @TempDir Path plugins;

    @Test
    void aJarAndADirectoryAreBothPlugins() {
        good("alone").attribute("Staffetta-Plugin-Version", "1.2").write(at("alone.jar"));
        good("beside").write(at("beside/plugin.jar"));
        PluginJar.plain().resource("some.txt", "library").write(at("beside/library.jar"));
        rename("beside", "other");

        assertThat(load())
                .extracting(LoadedPlugin::toString)
                .containsExactly("alone 1.2", "beside 1");
    }

    @Test
    void whatIsNoPluginIsPassedOver() throws IOException {
        Files.createDirectories(at(".git"));
        Files.writeString(at("README.txt"), "put plugins here");

        assertThat(problems()).isEmpty();
    }

    @Test
    void everyBrokenPluginIsNamed() throws IOException {
        Files.createDirectories(at("empty"));
        Files.writeString(at("garbage.jar"), "this is no zip");
        PluginJar.plain().resource("x", "x").write(at("library.jar"));
        good("future").attribute("Staffetta-Plugin-Api", "2.0").write(at("future.jar"));
        good("newer").attribute("Staffetta-Plugin-Api", "1.1").write(at("newer.jar"));
        good("odd").attribute("Staffetta-Plugin-Api", "one").write(at("odd.jar"));
        good("good").write(at("renamed.jar"));
        PluginJar.plain()
                .attribute("Staffetta-Plugin-Id", "versionless")
                .write(at("versionless.jar"));
        PluginJar.plugin("nobody", "1", "nobody.Plugin").write(at("nobody.jar"));
        good("silent").resource(SERVICE, "").write(at("silent.jar"));
        good("twice").write(at("twice/one.jar"));
        good("twice").write(at("twice/two.jar"));

        assertThat(problems())
                .containsExactly(
                        "empty: there is no jar in it; put the plugin's jars there, or remove it",
                        "future.jar: future.jar was made for plugin API 2.0, this server has 1.0;"
                                + " install a version of the plugin made for 1.x",
                        "garbage.jar: garbage.jar cannot be read as a jar (zip END header not"
                                + " found); copy it again",
                        "library.jar: no plugin manifest in library.jar; the manifest of the"
                                + " plugin's jar must have Staffetta-Plugin-Id,"
                                + " Staffetta-Plugin-Version and Staffetta-Plugin-Api",
                        "newer.jar: newer.jar was made for plugin API 1.1, this server has 1.0;"
                                + " install a version of the plugin made for 1.x",
                        "nobody.jar: io.staffetta.spi.MailPlugin: Provider nobody.Plugin not found",
                        "odd.jar: odd.jar: Staffetta-Plugin-Api 'one' is not a version such as 1.0",
                        "renamed.jar: renamed.jar says Staffetta-Plugin-Id: good; rename the"
                                + " directory or jar to 'good'",
                        "silent.jar: no provider in META-INF/services/io.staffetta.spi.MailPlugin;"
                                + " it must name the one class that implements MailPlugin",
                        "twice: both one.jar and two.jar have a plugin manifest; give each plugin a"
                                + " directory of its own",
                        "versionless.jar: versionless.jar: the manifest has no"
                                + " Staffetta-Plugin-Version");
    }

    @Test
    void theSameIdTwiceIsRefused() {
        good("good").write(at("good/plugin.jar"));
        good("good").write(at("good.jar"));

        assertThat(problems())
                .containsExactly("good.jar: plugin 'good' is already at good; remove one of them");
    }

    @Test
    void theSameOfferTwiceIsRefused() {
        good("first").write(at("first.jar"));
        good("second").write(at("second.jar"));

        assertThat(problems())
                .containsExactly(
                        "second.jar: hook 'good' is already offered by plugin 'first'; remove one"
                                + " of them");
    }

    @Test
    void aPluginThatCannotBeLinkedIsNamed() {
        PluginJar.plugin("linked", "1", "linked.Linked")
                .source(
                        "linked.Linked",
                        """
                        package linked;
                        public final class Linked implements io.staffetta.spi.MailPlugin {
                            @Override public void register(Registrar registrar) {
                                org.apache.commons.configuration2.XMLConfiguration.class.getName();
                            }
                        }
                        """)
                .write(at("linked.jar"));

        assertThat(problems())
                .containsExactly(
                        "linked.jar: register() failed: NoClassDefFoundError:"
                            + " org/apache/commons/configuration2/XMLConfiguration; is a library of"
                            + " the plugin missing, or was it made for another Java?");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        var missing = at("nowhere");
        var problems = new Problems();
        new PluginLoader(PluginSource.directory(missing)).load(List.of(), problems).close();

        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly(
                        "plugins: "
                                + missing
                                + " is not a directory; name the one that holds the"
                                + " plugins");
    }

    @Test
    void unchangedFilesKeepTheirPlugin() {
        good("good").write(at("good.jar"));
        good("other").write(at("other.jar"));
        rename("other", "another");
        var loader = new PluginLoader(PluginSource.directory(plugins));
        var first = loader.load(List.of(), new Problems());
        rename("other", "different");
        var second = loader.load(first.plugins(), new Problems());

        assertThat(second.plugins()).hasSize(2);
        assertThat(second.plugins().getFirst()).isSameAs(first.plugins().getFirst());
        assertThat(second.plugins().getLast()).isNotSameAs(first.plugins().getLast());
        first.close();
        assertThat(second.plugins().getFirst().leases().tryAcquire()).isTrue();
        second.close();
    }

    @Test
    void whatIsRegisteredIsChecked() {
        record Case(String message, MailPlugin plugin) {}
        var cases =
                List.of(
                        new Case(
                                "the name 'Bad_Name' of a hook must be kebab-case, such as"
                                        + " grey-list",
                                registrar ->
                                        registrar.hook("Bad_Name", TestHook.class, NoRecord.class)),
                        new Case(
                                "hook 'one' is offered twice",
                                registrar -> {
                                    registrar.hook("one", TestHook.class, NoRecord.class);
                                    registrar.hook("one", TestHook.class, NoRecord.class);
                                }));
        for (var one : cases) {
            var problems = new Problems();
            new PluginLoader(PluginSource.of(one.plugin())).load(List.of(), problems).close();
            assertThat(problems.list())
                    .extracting(Problem::message)
                    .containsExactly("register() failed: " + one.message());
        }
    }

    private record NoRecord() {}

    private Path at(String name) {
        return plugins.resolve(name);
    }

    private static PluginJar good(String id) {
        return PluginJar.plugin(id, "1", "good.GoodPlugin").source("good.GoodPlugin", GOOD);
    }

    /// Gives the hook of a plugin another name, so that two of them can be installed.
    private void rename(String id, String hook) {
        var jar = Files.isDirectory(at(id)) ? at(id + "/plugin.jar") : at(id + ".jar");
        PluginJar.plugin(id, "1", "good.GoodPlugin")
                .resource("salt", hook)
                .source("good.GoodPlugin", GOOD.replace("\"good\"", '"' + hook + '"'))
                .write(jar);
    }

    private List<LoadedPlugin> load() {
        var problems = new Problems();
        var set = new PluginLoader(PluginSource.directory(plugins)).load(List.of(), problems);
        assertThat(problems.list()).isEmpty();
        set.close();
        return set.plugins();
    }

    private List<String> problems() {
        var problems = new Problems();
        new PluginLoader(PluginSource.directory(plugins)).load(List.of(), problems).close();
        return problems.list().stream()
                .map(problem -> problem.toString().replace(plugins + "/", ""))
                .toList();
    }
}
