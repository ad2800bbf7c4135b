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

    /// The plugins whose jars lie on the server's own class path. They are looked for once: what
    /// becomes of their jars later takes a restart.
    static PluginSource bundled() {
        return new BundledPlugins(PluginSource.class.getClassLoader());
    }

    /// This source and then another.
    default PluginSource and(PluginSource other) {
        return new PluginSources(this, other, false);
    }

    /// This source and then another, whose plugins stand in for those of this one that have the
    /// same id.
    default PluginSource replaceableBy(PluginSource other) {
        return new PluginSources(this, other, true);
    }

    /// What has changed since the first [#find()] and only a restart can take over, one line each.
    default List<String> needingRestart() {
        return List.of();
    }
}
