package io.staffetta.kernel.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `plugins/` directory. Names that begin with a dot and files that are no jars are passed
/// over.
record PluginDirectory(Path directory) implements PluginSource {

    @Override
    public List<PluginCandidate> find() throws IOException {
        var candidates = new ArrayList<PluginCandidate>();
        for (var entry : sorted(directory)) {
            if (Files.isDirectory(entry)) {
                candidates.add(
                        new PluginCandidate.Jars(
                                name(entry),
                                entry,
                                sorted(entry).stream().filter(PluginDirectory::isJar).toList()));
            } else if (isJar(entry)) {
                var id = name(entry).substring(0, name(entry).length() - ".jar".length());
                candidates.add(new PluginCandidate.Jars(id, entry, List.of(entry)));
            }
        }
        return List.copyOf(candidates);
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.filter(entry -> !name(entry).startsWith(".")).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException(
                    directory + " is not a directory; name the one that holds the plugins", e);
        } catch (IOException e) {
            throw new IOException(directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isJar(Path path) {
        return name(path).endsWith(".jar") && Files.isRegularFile(path);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
