package io.staffetta.kernel.plugin;

import io.staffetta.spi.MailPlugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where plugins come from. Asked at start and again at each reload.
@FunctionalInterface
public interface PluginSource {

    /// The plugins that are there now, in a stable order.
    ///
    /// @throws IOException with a one-line message if the source cannot be read
    List<PluginCandidate> find() throws IOException;

    /// A directory that holds `<id>/*.jar` or `<id>.jar` for each plugin.
    static PluginSource directory(Path directory) {
        return new PluginDirectory(directory);
    }

    /// Plugins of this process, which share its class loader. The id of each comes from its class:
    /// `GreylistPlugin` is `greylist`.
    static PluginSource of(MailPlugin... plugins) {
        var candidates = new ArrayList<PluginCandidate>();
        for (var plugin : plugins) {
            var id = InProcessIds.of(plugin.getClass(), candidates.size() + 1);
            candidates.add(new PluginCandidate.InProcess(id, plugin));
        }
        var found = List.copyOf(candidates);
        return () -> found;
    }

    /// This source and then another.
    default PluginSource and(PluginSource other) {
        return () -> {
            var both = new ArrayList<>(find());
            both.addAll(other.find());
            return List.copyOf(both);
        };
    }
}
