import module java.base;

/// Lays out `target/staffetta` of the distribution: `bin conf lib plugins runtime`, as the archive
/// will hold it.
///
/// Arguments: the distribution's own jar, the run-time class path, the JDK modules of the run-time
/// image. Runs in the directory of the distribution module.
class Layout {

    static final Path OUTPUT = Path.of("target", "staffetta");
    static final Path SCHEMA =
            Path.of(
                    "../server-core/kernel/src/main/resources/io/staffetta/kernel/config",
                    "staffetta.xsd");
    static final List<String> PLUGIN_AGGREGATORS =
            List.of("../protocols-smtp", "../auth-plugins", "../storage");

    void main(String[] args) throws Exception {
        var ownJar = Path.of(args[0]);
        var classPath = args[1].split(Pattern.quote(File.pathSeparator));
        var modules = args[2];

        libraries(ownJar, classPath);
        plugins();
        sources("bin", "rwxr-xr-x");
        sources("conf", "rw-r--r--");
        copy(SCHEMA, OUTPUT.resolve("conf", "staffetta.xsd"));
        copy(Path.of("../LICENSE"), OUTPUT.resolve("LICENSE"));
        runtimeImage(modules);
    }

    void libraries(Path ownJar, String[] classPath) throws IOException {
        var lib = emptied(OUTPUT.resolve("lib"));
        copy(ownJar, lib.resolve(ownJar.getFileName()));
        for (var entry : classPath) {
            var path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                copy(path, lib.resolve(path.getFileName()));
            } else if (!path.endsWith(Path.of("target", "classes"))) {
                throw new IOException("not a jar on the run-time class path: " + path);
            }
        }
    }

    /// Every `target/plugin/<id>` that the plugin modules made.
    void plugins() throws IOException {
        var plugins = emptied(OUTPUT.resolve("plugins"));
        for (var aggregator : PLUGIN_AGGREGATORS) {
            for (var directory : directories(Path.of(aggregator))) {
                if (directory.getParent().endsWith(Path.of("target", "plugin"))) {
                    copyTree(directory, plugins.resolve(directory.getFileName()), "rw-r--r--");
                }
            }
        }
    }

    static List<Path> directories(Path root) throws IOException {
        try (var paths = Files.walk(root, 5)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        }
    }

    void sources(String name, String mode) throws IOException {
        copyTree(Path.of("src", "dist", name), emptied(OUTPUT.resolve(name)), mode);
    }

    /// Takes seconds, so it is made again only when the modules, the options or the JDK differ.
    void runtimeImage(String modules) throws IOException {
        var image = OUTPUT.resolve("runtime");
        var stamp = Path.of("target", "runtime.stamp");
        var options =
                List.of(
                        "--add-modules",
                        modules,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-6",
                        "--generate-cds-archive",
                        "--output",
                        image.toString());
        var wanted = System.getProperty("java.vm.version") + " " + options;
        if (Files.exists(image.resolve("release"))
                && Files.exists(stamp)
                && Files.readString(stamp).equals(wanted)) {
            return;
        }
        Files.deleteIfExists(stamp);
        delete(image);
        var jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(() -> new IOException("this JDK has no jlink"));
        if (jlink.run(System.out, System.err, options.toArray(String[]::new)) != 0) {
            throw new IOException("jlink failed");
        }
        Files.writeString(stamp, wanted);
    }

    static void copyTree(Path from, Path to, String mode) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (var paths = Files.walk(from)) {
            for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
                var target = to.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                copy(path, target);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    static Path emptied(Path directory) throws IOException {
        delete(directory);
        return Files.createDirectories(directory);
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
