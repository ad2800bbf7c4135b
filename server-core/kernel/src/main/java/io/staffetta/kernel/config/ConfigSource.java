package io.staffetta.kernel.config;

import java.nio.file.Path;

/// Where the configuration is read from.
public sealed interface ConfigSource {

    /// The name shown in messages.
    String name();

    /// The folder at which relative paths start.
    Path folder();

    /// An XML file and the properties file of the same name beside it, which need not exist:
    /// `staffetta.xml` and `staffetta.properties`.
    static ConfigSource file(Path xml) {
        return new File(xml);
    }

    /// A text, for a start without any file and for tests.
    ///
    /// @param name shown in messages
    /// @param folder the folder at which relative paths start
    static ConfigSource text(String name, String xml, Path folder) {
        return new Text(name, xml, folder);
    }

    /// See [#file].
    record File(Path xml) implements ConfigSource {
        @Override
        public String name() {
            return xml.toString();
        }

        @Override
        public Path folder() {
            var parent = xml.toAbsolutePath().getParent();
            return parent == null ? xml.toAbsolutePath() : parent;
        }

        /// The file with overrides.
        public Path properties() {
            var name = String.valueOf(xml.getFileName());
            int dot = name.lastIndexOf('.');
            return xml.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".properties");
        }
    }

    /// See [#text].
    record Text(String name, String xml, Path folder) implements ConfigSource {}
}
