package io.staffetta.kernel.plugin;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles sources and packs them as a third party would.
public final class PluginJar {

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final Attributes attributes = new Attributes();

    private PluginJar() {}

    /// A jar without manifest entries.
    public static PluginJar plain() {
        return new PluginJar();
    }

    /// A proper plugin of API 1.0 with a provider.
    public static PluginJar plugin(String id, String version, String provider) {
        return plain().attribute("Staffetta-Plugin-Id", id)
                .attribute("Staffetta-Plugin-Version", version)
                .attribute("Staffetta-Plugin-Api", "1.0")
                .resource("META-INF/services/io.staffetta.spi.MailPlugin", provider);
    }

    /// Adds or replaces a manifest entry.
    public PluginJar attribute(String name, String value) {
        attributes.putValue(name, value);
        return this;
    }

    /// Adds a class.
    public PluginJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /// Adds a file.
    public PluginJar resource(String path, String text) {
        resources.put(path, text);
        return this;
    }

    /// Writes the jar.
    public Path write(Path jar) {
        try {
            Files.createDirectories(jar.toAbsolutePath().getParent());
            var manifest = new Manifest();
            manifest.getMainAttributes().putAll(attributes);
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (var entry : compiled().entrySet()) {
                    put(out, entry.getKey(), entry.getValue());
                }
                for (var entry : resources.entrySet()) {
                    put(out, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JarOutputStream out, String name, byte[] octets) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(octets);
        out.closeEntry();
    }

    private Map<String, byte[]> compiled() throws IOException {
        var classes = new LinkedHashMap<String, byte[]>();
        if (sources.isEmpty()) {
            return classes;
        }
        var folder = Files.createTempDirectory("plugin-classes-");
        var units = new ArrayList<JavaFileObject>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        var errors = new StringWriter();
        var options =
                List.of(
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (!compiler.getTask(errors, null, null, options, null, units).call()) {
            throw new IllegalStateException(errors.toString());
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                classes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
                Files.delete(file);
            }
        }
        return classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(
                    URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
