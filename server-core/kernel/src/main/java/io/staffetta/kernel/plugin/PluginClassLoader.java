package io.staffetta.kernel.plugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.List;

/// Loads one plugin. It sees the JDK, the plugin's own jars and the packages of the plugin API; of
/// the server and its libraries it sees nothing, so plugins may bring any version of anything.
final class PluginClassLoader extends URLClassLoader {

    static {
        ClassLoader.registerAsParallelCapable();
    }

    /// Packages that plugins share with the server.
    private static final List<String> API_PACKAGES =
            List.of(
                    "io.staffetta.spi.",
                    "jakarta.inject.",
                    "com.google.inject.",
                    "org.jspecify.",
                    "org.slf4j.");

    private static final List<String> API_FOLDERS =
            API_PACKAGES.stream().map(name -> name.replace('.', '/')).toList();

    private final ClassLoader server;

    PluginClassLoader(String pluginId, List<URL> jars, ClassLoader server) {
        super("plugin:" + pluginId, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        this.server = server;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isApi(name) ? server.loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isApiResource(name) ? server.getResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return isApiResource(name) ? server.getResources(name) : super.getResources(name);
    }

    private static boolean isApi(String className) {
        return API_PACKAGES.stream().anyMatch(className::startsWith);
    }

    private static boolean isApiResource(String path) {
        return API_FOLDERS.stream().anyMatch(path::startsWith);
    }
}
