package io.staffetta.kernel.plugin;

import io.staffetta.kernel.config.Problems;
import io.staffetta.spi.MailPlugin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Loads plugins. What is wrong with one never hides what is wrong with another.
public final class PluginLoader {

    private static final Logger log = LoggerFactory.getLogger(PluginLoader.class);

    private final PluginSource source;
    private final ClassLoader server = PluginLoader.class.getClassLoader();

    /// @param source where plugins come from
    public PluginLoader(PluginSource source) {
        this.source = source;
    }

    /// Loads everything the source has now. Plugins that are in use and whose files have not
    /// changed are taken over.
    ///
    /// @param inUse the plugins loaded before
    /// @param problems takes one line for each plugin that cannot be used
    /// @return the usable ones; to be closed
    public PluginSet load(List<LoadedPlugin> inUse, Problems problems) {
        var loaded = new ArrayList<LoadedPlugin>();
        var places = new HashMap<String, String>();
        for (var candidate : candidates(problems)) {
            try {
                var taken = places.putIfAbsent(candidate.id(), candidate.place());
                if (taken != null) {
                    throw new PluginFault(
                            "plugin '%s' is already at %s; remove one of them"
                                    .formatted(candidate.id(), taken));
                }
                loaded.add(load(candidate, inUse));
            } catch (PluginFault fault) {
                log.atDebug()
                        .addKeyValue("plugin", candidate.id())
                        .setCause(fault)
                        .log("a plugin cannot be used");
                problems.add(Faults.of(candidate.place(), Faults.line(fault)));
            }
        }
        reportSharedNames(loaded, problems);
        return new PluginSet(loaded);
    }

    private List<PluginCandidate> candidates(Problems problems) {
        try {
            return source.find();
        } catch (IOException e) {
            problems.add(Faults.of("plugins", Faults.line(e)));
            return List.of();
        }
    }

    private LoadedPlugin load(PluginCandidate candidate, List<LoadedPlugin> inUse)
            throws PluginFault {
        return switch (candidate) {
            case PluginCandidate.InProcess inProcess ->
                    shared(inProcess, "in-process", inProcess.plugin(), inUse);
            case PluginCandidate.Bundled bundled ->
                    shared(bundled, bundled.version(), bundled.plugin(), inUse);
            case PluginCandidate.Jars jars -> jars(jars, inUse);
        };
    }

    /// A plugin that shares the server's class loader; the instance is its identity.
    private static LoadedPlugin shared(
            PluginCandidate candidate, String version, MailPlugin plugin, List<LoadedPlugin> inUse)
            throws PluginFault {
        var known = reuse(inUse, plugin);
        if (known.isPresent()) {
            return known.get();
        }
        return register(
                plugin,
                collector ->
                        new LoadedPlugin(
                                candidate.id(),
                                version,
                                candidate.place(),
                                collector.offers(),
                                collector.modules(),
                                plugin.getClass().getClassLoader(),
                                plugin,
                                () -> {}));
    }

    private LoadedPlugin jars(PluginCandidate.Jars candidate, List<LoadedPlugin> inUse)
            throws PluginFault {
        if (candidate.jars().isEmpty()) {
            throw new PluginFault(
                    "there is no jar in it; put the plugin's jars there, or remove it");
        }
        var fingerprint = Fingerprint.of(candidate.jars());
        var known = reuse(inUse, fingerprint);
        if (known.isPresent()) {
            return known.get();
        }
        var manifest = PluginManifest.of(candidate.id(), candidate.jars());
        var loader = new PluginClassLoader(candidate.id(), urls(candidate.jars()), server);
        try {
            return register(
                    provider(loader),
                    collector ->
                            new LoadedPlugin(
                                    manifest.id(),
                                    manifest.version(),
                                    candidate.place(),
                                    collector.offers(),
                                    collector.modules(),
                                    loader,
                                    fingerprint,
                                    () -> close(manifest.id(), loader)));
        } catch (PluginFault fault) {
            close(manifest.id(), loader);
            throw fault;
        }
    }

    private static Optional<LoadedPlugin> reuse(List<LoadedPlugin> inUse, Object identity) {
        return inUse.stream()
                .filter(plugin -> plugin.identity().equals(identity))
                .filter(plugin -> plugin.leases().tryAcquire())
                .findFirst();
    }

    private static MailPlugin provider(PluginClassLoader loader) throws PluginFault {
        try {
            var providers =
                    ServiceLoader.load(MailPlugin.class, loader).stream()
                            .map(ServiceLoader.Provider::get)
                            .toList();
            if (providers.size() != 1) {
                throw new PluginFault(
                        "%s META-INF/services/%s; it must name the one class that implements MailPlugin"
                                .formatted(
                                        providers.isEmpty()
                                                ? "no provider in"
                                                : providers.size() + " providers in",
                                        MailPlugin.class.getName()));
            }
            return providers.getFirst();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginFault(Faults.line(e), e);
        }
    }

    private interface Registered {
        LoadedPlugin plugin(OfferCollector collector);
    }

    private static LoadedPlugin register(MailPlugin plugin, Registered registered)
            throws PluginFault {
        var collector = new OfferCollector();
        try {
            ContextLoader.run(plugin.getClass().getClassLoader(), () -> plugin.register(collector));
            return registered.plugin(collector);
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw new PluginFault("register() failed: " + Faults.line(e), e);
        }
    }

    private static void reportSharedNames(List<LoadedPlugin> loaded, Problems problems) {
        var owners = new HashMap<String, LoadedPlugin>();
        for (var plugin : loaded) {
            for (var offer : plugin.offers()) {
                var owner = owners.putIfAbsent(offer.toString(), plugin);
                if (owner != null) {
                    problems.add(
                            Faults.of(
                                    plugin.place(),
                                    "%s is already offered by plugin '%s'; remove one of them"
                                            .formatted(offer, owner.id())));
                }
            }
        }
    }

    private static List<URL> urls(List<Path> jars) throws PluginFault {
        var urls = new ArrayList<URL>();
        for (var jar : jars) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new PluginFault(jar + ": " + e.getMessage(), e);
            }
        }
        return urls;
    }

    private static void close(String id, PluginClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("plugin", id)
                    .setCause(e)
                    .log("a class loader could not be closed");
        }
    }
}
