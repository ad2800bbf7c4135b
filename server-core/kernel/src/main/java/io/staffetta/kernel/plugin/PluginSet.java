package io.staffetta.kernel.plugin;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The plugins of one generation, each held until [#close()].
public final class PluginSet implements AutoCloseable {

    /// An offer and whose it is.
    record Found(LoadedPlugin plugin, Offer offer) {}

    private final List<LoadedPlugin> plugins;
    private final Map<Kind, Map<String, Found>> offers = new EnumMap<>(Kind.class);
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param plugins each with a lease taken, or fresh
    PluginSet(List<LoadedPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
        for (var plugin : plugins) {
            for (var offer : plugin.offers()) {
                offers.computeIfAbsent(offer.kind(), _ -> new TreeMap<>())
                        .putIfAbsent(offer.name(), new Found(plugin, offer));
            }
        }
    }

    /// All plugins by id.
    public List<LoadedPlugin> plugins() {
        return plugins;
    }

    Optional<Found> find(Kind kind, String name) {
        return Optional.ofNullable(offers.getOrDefault(kind, Map.of()).get(name));
    }

    /// The names offered of a kind, sorted.
    public List<String> names(Kind kind) {
        return List.copyOf(offers.getOrDefault(kind, Map.of()).keySet());
    }

    /// Holds some of these plugins for longer than this set.
    ///
    /// @param which some of [#plugins()], while this set is not closed
    public PluginSet hold(Collection<LoadedPlugin> which) {
        return new PluginSet(
                which.stream().distinct().filter(plugin -> plugin.leases().tryAcquire()).toList());
    }

    /// Lets the plugins go. Further calls do nothing.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        plugins.forEach(plugin -> plugin.leases().release());
    }
}
