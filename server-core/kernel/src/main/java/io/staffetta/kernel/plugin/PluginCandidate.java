package io.staffetta.kernel.plugin;

import io.staffetta.spi.MailPlugin;

import java.nio.file.Path;
import java.util.List;

/// A plugin that a [PluginSource] found; nothing of it is loaded yet.
public sealed interface PluginCandidate {

    /// The id it must have.
    String id();

    /// Where it is, for messages.
    String place();

    /// Jars on disk.
    ///
    /// @param id name of the directory, or of the jar without `.jar`
    /// @param path the directory or the jar
    /// @param jars in the order of their names
    record Jars(String id, Path path, List<Path> jars) implements PluginCandidate {
        public Jars {
            jars = List.copyOf(jars);
        }

        @Override
        public String place() {
            return path.toString();
        }
    }

    /// A plugin on the server's class path.
    ///
    /// @param id as its manifest says
    /// @param version as its manifest says
    /// @param jar with the manifest
    record Bundled(String id, String version, Path jar, MailPlugin plugin)
            implements PluginCandidate {
        @Override
        public String place() {
            return jar.toString();
        }
    }

    /// A plugin of this process, for tests and embedders.
    record InProcess(String id, MailPlugin plugin) implements PluginCandidate {
        @Override
        public String place() {
            return "plugin " + id;
        }
    }
}
