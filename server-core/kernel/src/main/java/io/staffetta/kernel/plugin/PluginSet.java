package io.staffetta.kernel.plugin;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The plugins of one generation, each held until [#close()].
public final class PluginSet implements AutoCloseable {

    /// An offer and whose it is.
    record Found(LoadedPlugin plugin, Offer offer) {}

    private record Name(Kind kind, String name) {}

    private final List<LoadedPlugin> plugins;
    private final Map<Name, Found> offers = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param plugins each with a lease taken, or fresh
    PluginSet(List<LoadedPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
        for (var plugin : plugins) {
            for (var offer : plugin.offers()) {
                offers.putIfAbsent(new Name(offer.kind(), offer.name()), new Found(plugin, offer));
            }
        }
    }

    /// All plugins by id.
    public List<LoadedPlugin> plugins() {
        return plugins;
    }

    Optional<Found> find(Kind kind, String name) {
        return Optional.ofNullable(offers.get(new Name(kind, name)));
    }

    /// The names offered of a kind, sorted.
    public List<String> names(Kind kind) {
        return offers.keySet().stream()
                .filter(key -> key.kind() == kind)
                .map(Name::name)
                .sorted()
                .toList();
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
