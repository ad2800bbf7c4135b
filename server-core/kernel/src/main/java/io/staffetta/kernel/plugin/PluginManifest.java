package io.staffetta.kernel.plugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a plugin says of itself, read and checked before any of its classes is loaded.
record PluginManifest(String id, String version, ApiVersion api) {

    static final Attributes.Name ID = new Attributes.Name("Staffetta-Plugin-Id");
    static final Attributes.Name VERSION = new Attributes.Name("Staffetta-Plugin-Version");
    static final Attributes.Name API = new Attributes.Name("Staffetta-Plugin-Api");

    private static final Pattern ID_SYNTAX = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /// Reads the manifest of a plugin made of these jars; exactly one of them must have one.
    static PluginManifest of(String expectedId, List<Path> jars) throws PluginFault {
        Path found = null;
        PluginManifest manifest = null;
        for (var jar : jars) {
            var attributes = attributes(jar);
            if (attributes.isEmpty()) {
                continue;
            }
            if (found != null) {
                throw new PluginFault(
                        "both %s and %s have a plugin manifest; give each plugin a directory of its own"
                                .formatted(found.getFileName(), jar.getFileName()));
            }
            found = jar;
            manifest = parse(jar.getFileName().toString(), attributes.get());
            if (!manifest.id().equals(expectedId)) {
                throw new PluginFault(
                        "%s says %s: %s; rename the directory or jar to '%s'"
                                .formatted(jar.getFileName(), ID, manifest.id(), manifest.id()));
            }
        }
        if (manifest == null) {
            throw new PluginFault(
                    "no plugin manifest in %s; the manifest of the plugin's jar must have %s, %s and %s"
                            .formatted(names(jars), ID, VERSION, API));
        }
        return manifest;
    }

    /// Reads the manifest of a bundled plugin's jar.
    static PluginManifest of(Path jar) throws PluginFault {
        var name = jar.getFileName().toString();
        var attributes = attributes(jar);
        if (attributes.isEmpty()) {
            throw new PluginFault(name + " has no plugin manifest");
        }
        return parse(name, attributes.get());
    }

    private static Optional<Attributes> attributes(Path jar) throws PluginFault {
        try (var file = new JarFile(jar.toFile(), true)) {
            var manifest = file.getManifest();
            return Optional.ofNullable(manifest)
                    .map(present -> present.getMainAttributes())
                    .filter(main -> main.getValue(ID) != null);
        } catch (IOException e) {
            throw new PluginFault(
                    "%s cannot be read as a jar (%s); copy it again"
                            .formatted(jar.getFileName(), e.getMessage()),
                    e);
        }
    }

    private static PluginManifest parse(String jar, Attributes attributes) throws PluginFault {
        var id = required(jar, ID, attributes);
        if (!ID_SYNTAX.matcher(id).matches()) {
            throw new PluginFault(
                    "%s: %s '%s' must be kebab-case, such as grey-list".formatted(jar, ID, id));
        }
        var version = required(jar, VERSION, attributes);
        return new PluginManifest(id, version, api(jar, required(jar, API, attributes)));
    }

    private static ApiVersion api(String jar, String text) throws PluginFault {
        ApiVersion api;
        try {
            api = ApiVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PluginFault("%s: %s %s".formatted(jar, API, e.getMessage()), e);
        }
        if (!api.runsOn(ApiVersion.CURRENT)) {
            throw new PluginFault(
                    "%s was made for plugin API %s, this server has %s; install a version of the plugin made for %d.x"
                            .formatted(jar, api, ApiVersion.CURRENT, ApiVersion.CURRENT.major()));
        }
        return api;
    }

    private static String required(String jar, Attributes.Name name, Attributes attributes)
            throws PluginFault {
        @Nullable String value = attributes.getValue(name);
        if (value == null || value.isBlank()) {
            throw new PluginFault("%s: the manifest has no %s".formatted(jar, name));
        }
        return value.strip();
    }

    private static String names(List<Path> jars) {
        return jars.stream()
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.joining(", "));
    }
}
