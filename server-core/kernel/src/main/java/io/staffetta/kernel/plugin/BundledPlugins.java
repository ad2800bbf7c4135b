package io.staffetta.kernel.plugin;

import io.staffetta.spi.MailPlugin;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The plugins on the server's class path, by id. They share its class loader, so that an AOT cache
/// covers them, and cannot be unloaded.
final class BundledPlugins implements PluginSource {

    private record Stamp(String id, Path jar, long size, FileTime modified) {

        static Stamp of(String id, Path jar) throws IOException {
            return new Stamp(id, jar, Files.size(jar), Files.getLastModifiedTime(jar));
        }

        Optional<String> change() {
            try {
                return of(id, jar).equals(this)
                        ? Optional.empty()
                        : Optional.of("plugin '%s': %s has changed".formatted(id, jar));
            } catch (IOException e) {
                return Optional.of("plugin '%s': %s is gone".formatted(id, jar));
            }
        }
    }

    private record Found(List<PluginCandidate> candidates, List<Stamp> stamps) {}

    private final ClassLoader server;
    private Optional<Found> found = Optional.empty();

    BundledPlugins(ClassLoader server) {
        this.server = server;
    }

    @Override
    public synchronized List<PluginCandidate> find() throws IOException {
        if (found.isEmpty()) {
            found = Optional.of(search());
        }
        return found.get().candidates();
    }

    @Override
    public synchronized List<String> needingRestart() {
        return found.stream()
                .flatMap(known -> known.stamps().stream())
                .flatMap(stamp -> stamp.change().stream())
                .toList();
    }

    private Found search() throws IOException {
        var candidates = new ArrayList<PluginCandidate>();
        var stamps = new ArrayList<Stamp>();
        try {
            for (var plugin : ServiceLoader.load(MailPlugin.class, server)) {
                var jar = jar(plugin);
                var manifest = PluginManifest.of(jar);
                candidates.add(
                        new PluginCandidate.Bundled(
                                manifest.id(), manifest.version(), jar, plugin));
                stamps.add(Stamp.of(manifest.id(), jar));
            }
        } catch (PluginFault | ServiceConfigurationError | LinkageError e) {
            throw new IOException("a bundled plugin cannot be used: " + Faults.line(e), e);
        }
        candidates.sort(Comparator.comparing(PluginCandidate::id));
        return new Found(List.copyOf(candidates), List.copyOf(stamps));
    }

    private static Path jar(MailPlugin plugin) throws PluginFault {
        var source = plugin.getClass().getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new PluginFault(plugin.getClass().getName() + " comes from no jar");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new PluginFault(source.getLocation() + ": " + e.getMessage(), e);
        }
    }
}
