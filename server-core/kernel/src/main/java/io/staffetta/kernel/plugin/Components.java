package io.staffetta.kernel.plugin;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Message;

import io.staffetta.kernel.config.Problems;
import io.staffetta.spi.Component;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The components of a blueprint, constructed: one injector for each plugin, so a plugin's objects
/// can share what its modules bind, and nothing else knows of them. (A child of a common injector
/// would keep the plugin's class loader alive.) Those of the server's own class loader that bind
/// nothing have one together: there is nothing to know, and an injector takes milliseconds to make.
public final class Components {

    private static final Logger log = LoggerFactory.getLogger(Components.class);

    private final Map<Integer, Component> instances = new HashMap<>();

    private Components() {}

    /// Constructs components. Constructors do no I/O, so nothing has to be closed on failure.
    ///
    /// @param which the part of the blueprint to construct
    /// @param problems takes one line for each thing that is wrong
    public static Components create(
            Blueprint blueprint,
            Predicate<Planned<?>> which,
            HostServices host,
            Problems problems) {
        var components = new Components();
        var byPlugin = new LinkedHashMap<LoadedPlugin, List<Planned<?>>>();
        blueprint.planned().stream()
                .filter(which)
                .forEach(plan ->
                        byPlugin.computeIfAbsent(plan.plugin(), _ -> new ArrayList<>()).add(plan));
        var together =
                byPlugin.entrySet().stream()
                        .filter(one -> isPlain(one.getKey()))
                        .flatMap(one -> one.getValue().stream())
                        .toList();
        if (components.createTogether(together, host)) {
            byPlugin.keySet().removeIf(Components::isPlain);
        }
        byPlugin.forEach((plugin, plans) -> components.create(plugin, plans, host, problems));
        return components;
    }

    private static boolean isPlain(LoadedPlugin plugin) {
        return plugin.modules().isEmpty()
                && plugin.loader().equals(Components.class.getClassLoader());
    }

    /// The instance of a planned component.
    public <T extends Component> T get(Planned<T> plan) {
        var instance = instances.get(plan.number());
        if (instance == null) {
            throw new IllegalStateException(plan + " was not constructed");
        }
        return plan.type().cast(instance);
    }

    /// Whether it was possible. If not, one by one it will show whose fault it is.
    private boolean createTogether(List<Planned<?>> plans, HostServices host) {
        if (plans.isEmpty()) {
            return true;
        }
        try {
            construct(Components.class.getClassLoader(), List.of(), plans, host);
            return true;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.atDebug().setCause(e).log("not constructed together");
            return false;
        }
    }

    private void create(
            LoadedPlugin plugin, List<Planned<?>> plans, HostServices host, Problems problems) {
        try {
            construct(plugin.loader(), plugin.modules(), plans, host);
        } catch (CreationException e) {
            log.atDebug().addKeyValue("plugin", plugin.id()).setCause(e).log("not constructed");
            e.getErrorMessages()
                    .forEach(message -> problems.add(Faults.of(plugin.place(), line(message))));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.atDebug().addKeyValue("plugin", plugin.id()).setCause(e).log("not constructed");
            problems.add(Faults.of(plugin.place(), Faults.line(e)));
        }
    }

    private void construct(
            ClassLoader loader, List<Module> own, List<Planned<?>> plans, HostServices host) {
        var modules = new ArrayList<Module>();
        modules.add(new HardenedModule());
        modules.add(host.module());
        modules.addAll(own);
        plans.forEach(plan -> modules.add(new ComponentModule(plan)));
        ContextLoader.run(
                loader,
                () -> {
                    var injector = Guice.createInjector(Stage.PRODUCTION, modules);
                    plans.forEach(plan -> instances.put(plan.number(), instance(injector, plan)));
                });
    }

    private static Component instance(Injector injector, Planned<?> plan) {
        return injector.getInstance(plan.key());
    }

    private static String line(Message message) {
        var cause = message.getCause();
        return cause == null
                ? message.getMessage().lines().findFirst().orElse("").strip()
                : Faults.line(cause);
    }
}
