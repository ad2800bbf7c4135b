import module java.base;

import java.util.jar.Attributes;

/// Lays out `target/staffetta` of the distribution: `bin conf lib plugins runtime`, as the archive
/// will hold it. The bundled plugins lie in `lib/bundled`, each library once; `lib/class-path`
/// names all jars in the order that the AOT cache is made with.
///
/// Arguments: the distribution's own jar, the run-time class path, the JDK modules of the run-time
/// image, the time that the archive gives to files. Runs in the directory of the distribution
/// module.
class Layout {

    static final Path OUTPUT = Path.of("target", "staffetta");
    static final Path SCHEMA =
            Path.of(
                    "../server-core/kernel/src/main/resources/io/staffetta/kernel/config",
                    "staffetta.xsd");
    static final List<String> FOR_OSGI =
            List.of(
                    "Export-Package",
                    "Import-Package",
                    "Private-Package",
                    "Include-Resource",
                    "Require-Capability",
                    "Provide-Capability");
    static final List<String> PLUGIN_AGGREGATORS =
            List.of("../protocols-smtp", "../auth-plugins", "../storage");

    void main(String[] args) throws Exception {
        var ownJar = Path.of(args[0]);
        var classPath = args[1].split(Pattern.quote(File.pathSeparator));
        var modules = args[2];
        var time = FileTime.from(Instant.parse(args[3]));

        libraries(ownJar, classPath);
        plugins();
        classPath(time);
        sources("bin", "rwxr-xr-x");
        sources("conf", "rw-r--r--");
        copy(SCHEMA, OUTPUT.resolve("conf", "staffetta.xsd"));
        copy(Path.of("../LICENSE"), OUTPUT.resolve("LICENSE"));
        runtimeImage(modules);
        rehearse(time);
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

    /// What is in every `target/plugin/<id>` that the plugin modules made. A library that the
    /// server has, too, is not copied again.
    void plugins() throws IOException {
        Files.writeString(
                emptied(OUTPUT.resolve("plugins")).resolve("README"),
                """
                Plugins of others go here, as ID.jar or ID/*.jar. One with the id of a bundled plugin
                (lib/bundled) stands in for it.
                """);
        var bundled = emptied(OUTPUT.resolve("lib", "bundled"));
        Files.writeString(
                emptied(OUTPUT.resolve("lib", "more")).resolve("README"),
                """
                Jars for the bundled plugins go here, such as a JDBC driver. They are seen after a restart.
                """);
        for (var aggregator : PLUGIN_AGGREGATORS) {
            for (var directory : directories(Path.of(aggregator))) {
                if (directory.getParent().endsWith(Path.of("target", "plugin"))) {
                    for (var jar : jars(directory)) {
                        if (!Files.exists(OUTPUT.resolve("lib").resolve(jar.getFileName()))) {
                            copyUnsigned(jar, bundled.resolve(jar.getFileName()));
                        }
                    }
                }
            }
        }
    }

    /// Classes of signed jars are never taken into an AOT cache, and nothing checks these
    /// signatures. Nor are security providers named: the run-time would create one of each whenever
    /// it looks for a provider that the image lacks, and what needs one creates it.
    static void copyUnsigned(Path from, Path to) throws IOException {
        copy(from, to);
        try (var jar = FileSystems.newFileSystem(to)) {
            for (var path : list(jar.getPath("META-INF"))) {
                if (path.toString().matches(".*[.](SF|RSA|DSA|EC)")) {
                    Files.delete(path);
                }
            }
            Files.deleteIfExists(jar.getPath("META-INF", "services", "java.security.Provider"));
        }
    }

    /// Before the virtual machine starts it reads the manifest of every jar with a class in the AOT
    /// cache: what only signatures and OSGi need, a megabyte, is left out.
    static void shortenManifest(Path path) throws IOException {
        try (var jar = FileSystems.newFileSystem(path)) {
            var file = jar.getPath("META-INF", "MANIFEST.MF");
            if (!Files.exists(file)) {
                return;
            }
            Manifest manifest;
            try (var in = Files.newInputStream(file)) {
                manifest = new Manifest(in);
            }
            manifest.getEntries().clear();
            FOR_OSGI.forEach(
                    name -> manifest.getMainAttributes().remove(new Attributes.Name(name)));
            try (var out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
        }
    }

    /// All jars of the server and the bundled plugins, with the time they have in the archive: the
    /// AOT cache knows them by it.
    void classPath(FileTime time) throws IOException {
        var lib = OUTPUT.resolve("lib");
        var all = new ArrayList<>(jars(lib));
        all.addAll(jars(lib.resolve("bundled")));
        all.sort(Comparator.comparing(Layout::isSearched).reversed());
        requireOneOfEach(all);
        var lines = new ArrayList<String>();
        for (var jar : all) {
            modernize(jar);
            shortenManifest(jar);
            Files.setLastModifiedTime(jar, time);
            lines.add(OUTPUT.relativize(jar).toString());
        }
        Files.write(lib.resolve("class-path"), lines);
    }

    /// Whether the virtual machine looks into it before anything else runs: for a class that no
    /// cache can hold because it needs a package that the run-time image lacks. No other jar is to
    /// be opened for that.
    static boolean isSearched(Path jar) {
        return jar.getFileName().toString().startsWith("jackson-databind-");
    }

    /// Class files from before Java 6 are never taken into an AOT cache, because they have no stack
    /// maps and are verified in the old way: they get stack maps.
    static void modernize(Path path) throws IOException {
        try (var loader = new URLClassLoader(new URL[] {path.toUri().toURL()});
                var jar = FileSystems.newFileSystem(path)) {
            var classes =
                    ClassFile.of(
                            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                            ClassFile.ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofClassLoading(loader)));
            List<Path> files;
            try (var all = Files.walk(jar.getPath("/"))) {
                files = all.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (var file : files) {
                var octets = Files.readAllBytes(file);
                if (ByteBuffer.wrap(octets).getShort(6) < ClassFile.JAVA_6_VERSION) {
                    Files.write(file, modern(classes, octets));
                }
            }
        }
    }

    static byte[] modern(ClassFile classes, byte[] octets) {
        var version =
                ClassTransform.ofStateful(() ->
                        (builder, element) -> {
                            if (element instanceof ClassFileVersion) {
                                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                            } else {
                                builder.with(element);
                            }
                        });
        return classes.transformClass(
                classes.parse(octets),
                version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    }

    /// One class loader can have one version of a class only.
    static void requireOneOfEach(List<Path> jars) throws IOException {
        var owners = new HashMap<String, Path>();
        for (var path : jars) {
            try (var jar = new JarFile(path.toFile(), false)) {
                for (var entry : Collections.list(jar.entries())) {
                    var name = entry.getName();
                    if (!name.endsWith(".class")
                            || name.startsWith("META-INF/")
                            || name.endsWith("module-info.class")) {
                        continue;
                    }
                    var other = owners.putIfAbsent(name, path);
                    if (other != null) {
                        throw new IOException(
                                name
                                        + " is in both "
                                        + other
                                        + " and "
                                        + path
                                        + ": manage one version of the library in the parent pom");
                    }
                }
            }
        }
    }

    /// A run of the server that the AOT cache is made of.
    void rehearse(FileTime time) throws IOException, InterruptedException {
        var cache = OUTPUT.resolve("lib", "staffetta.aot").toAbsolutePath();
        Files.deleteIfExists(cache);
        var data = emptied(Path.of("target", "rehearsal"));
        var log = Path.of("target", "rehearsal.log");
        var builder =
                new ProcessBuilder(
                                OUTPUT.resolve("bin", "staffetta").toString(),
                                "rehearse",
                                data.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STAFFETTA_"));
        builder.environment().put("STAFFETTA_OPTS", "-XX:AOTCacheOutput=" + cache);
        var rehearsal = builder.start();
        boolean ended = rehearsal.waitFor(5, TimeUnit.MINUTES);
        rehearsal.destroyForcibly();
        delete(data);
        if (!ended || rehearsal.exitValue() != 0 || !Files.exists(cache)) {
            throw new IOException("no AOT cache was made, see " + log.toAbsolutePath());
        }
        Files.setLastModifiedTime(cache, time);
    }

    static List<Path> jars(Path directory) throws IOException {
        return list(directory).stream().filter(path -> path.toString().endsWith(".jar")).toList();
    }

    static List<Path> list(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.sorted().toList();
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
