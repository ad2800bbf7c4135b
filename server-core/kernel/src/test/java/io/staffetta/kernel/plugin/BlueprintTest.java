package io.staffetta.kernel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;

import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.Problem;
import io.staffetta.kernel.config.Problems;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.queue.MailQueue;
import io.staffetta.spi.relay.RelayPolicy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class BlueprintTest {

    private static final Attribute.OfSession<String> RESULT =
            new Attribute.OfSession<>("spf.result", String.class);

    private final Problems problems = new Problems();

    record DelaySettings(int delay) {
        DelaySettings {
            if (delay < 0) {
                throw new IllegalArgumentException("delay must not be negative");
            }
        }
    }

    static final class DelayHook extends TestHook {
        final DelaySettings settings;
        final Shared shared;
        final Clock clock;

        @Inject
        DelayHook(DelaySettings settings, Shared shared, Clock clock) {
            this.settings = settings;
            this.shared = shared;
            this.clock = clock;
        }
    }

    static final class Shared {}

    static final class BrokenHook extends TestHook {
        BrokenHook() {
            throw new IllegalStateException("no luck");
        }
    }

    private static final MailPlugin DELAY =
            registrar -> {
                registrar.hook("delay", DelayHook.class, DelaySettings.class);
                registrar.hook("broken", BrokenHook.class, NoSettings.class);
                registrar.hook("reader", TestHook.class, NoSettings.class).reads(RESULT);
                registrar.hook("writer", TestHook.class, NoSettings.class).writes(RESULT);
                registrar.install(
                        new AbstractModule() {
                            @Override
                            protected void configure() {
                                bind(Shared.class).toInstance(new Shared());
                            }
                        });
            };

    @Test
    void oneHookTwiceWithItsOwnSettings() {
        var blueprint = new Blueprint(load(DELAY), problems);
        var first = hook(blueprint, "delay", element("delay", "1")).orElseThrow();
        var second = hook(blueprint, "delay", element("delay", "2")).orElseThrow();
        var components = Components.create(blueprint, _ -> true, Unused.host(), problems);

        assertThat(problems.list()).isEmpty();
        var one = (DelayHook) components.get(first);
        var two = (DelayHook) components.get(second);
        assertThat(one.settings.delay()).isEqualTo(1);
        assertThat(two.settings.delay()).isEqualTo(2);
        assertThat(one.shared).isSameAs(two.shared);
        assertThat(one.clock).isSameAs(two.clock);
    }

    @Test
    void unknownNamesAndWrongSettingsAreCollected() {
        var blueprint = new Blueprint(load(DELAY), problems);
        hook(blueprint, "dealy");
        hook(blueprint, "delay", element("delay", "many"));
        hook(blueprint, "delay", element("delay", "-1"));
        hook(blueprint, "delay", element("dealy", "1"));
        blueprint.plan(RelayPolicy.class, use("networks"), "relay");

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        "no plugin offers the hook 'dealy', did you mean 'delay'? installed are"
                                + " [broken, delay, reader, writer]",
                        "'many' is not a whole number",
                        "delay must not be negative",
                        "unknown setting, did you mean 'delay'? known are [delay]",
                        "no plugin offers a permit; put one that offers 'networks' into the plugins"
                                + " directory");
    }

    @Test
    void theOnlyOneInstalledNeedsNoConfiguration() {
        var blueprint = new Blueprint(load(DELAY), problems);

        assertThat(blueprint.planOrOnly(MailQueue.class, Optional.empty(), "queue", "queue"))
                .isEmpty();
        assertThat(blueprint.planOrOnly(Hook.class, Optional.empty(), "hook", "chain")).isEmpty();
        assertThat(problems.list())
                .extracting(Problem::message)
                .containsExactly(
                        "no plugin offers a queue; put one into the plugins directory",
                        "choose one by <hook use=\"…\">: installed are [broken, delay, reader,"
                                + " writer]");
    }

    @Test
    void aConstructorThatFailsIsNamed() {
        var blueprint = new Blueprint(load(DELAY), problems);
        hook(blueprint, "broken");
        Components.create(blueprint, _ -> true, Unused.host(), problems);

        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactly("plugin plugin-1: no luck");
    }

    @Test
    void whatIsReadMustBeWrittenBefore() {
        var plugins = load(DELAY);
        assertThat(order(plugins, "writer", "reader")).isEmpty();
        assertThat(order(plugins, "reader", "delay", "writer"))
                .containsEntry(
                        0,
                        "hook 1 'reader' reads 'spf.result', which no earlier hook writes; move"
                                + " hook 3 'writer' before it");
        assertThat(order(plugins, "delay", "reader"))
                .containsEntry(
                        1,
                        "hook 2 'reader' reads 'spf.result', which no earlier hook writes; put one"
                                + " of 'writer' before it");
    }

    private Map<Integer, String> order(PluginSet plugins, String... names) {
        var blueprint = new Blueprint(plugins, problems);
        var hooks = new ArrayList<Planned<Hook>>();
        for (var name : names) {
            hooks.add(hook(blueprint, name).orElseThrow());
        }
        return ChainOrder.broken(hooks, plugins);
    }

    private PluginSet load(MailPlugin plugin) {
        var set = new PluginLoader(PluginSource.of(plugin)).load(List.of(), problems);
        assertThat(problems.list()).isEmpty();
        return set;
    }

    private static Optional<Planned<Hook>> hook(
            Blueprint blueprint, String name, SettingsTree... settings) {
        return blueprint.plan(Hook.class, use(name, settings), "chain test");
    }

    private static ComponentConfig use(String name, SettingsTree... settings) {
        return new ComponentConfig(
                name, new SettingsTree("hook", Map.of(), List.of(settings), "", location("hook")));
    }

    private static SettingsTree element(String name, String text) {
        return new SettingsTree(name, Map.of(), List.of(), text, location("hook/" + name));
    }

    private static SettingsTree.Location location(String path) {
        return new SettingsTree.Location("test.xml", 0, path);
    }
}
