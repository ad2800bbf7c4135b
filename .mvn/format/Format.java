import module java.base;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

/// Formats every Java file below a `src` directory in one JVM: google-java-format, AOSP style.
///
/// `check` lists the files that differ and fails, `write` rewrites them.
class Format {

    final Formatter formatter =
            new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());

    void main(String[] args) throws Exception {
        var write =
                switch (args.length == 1 ? args[0] : "") {
                    case "check" -> false;
                    case "write" -> true;
                    default -> throw new IllegalArgumentException("usage: Format check|write");
                };
        var differing = new ConcurrentSkipListSet<Path>();
        var broken = new ConcurrentSkipListMap<Path, String>();
        sources().parallelStream()
                .forEach(file -> {
                    try {
                        var text = Files.readString(file);
                        var formatted = format(text);
                        if (!formatted.equals(text)) {
                            differing.add(file);
                            if (write) {
                                Files.writeString(file, formatted);
                            }
                        }
                    } catch (IOException | FormatterException e) {
                        broken.put(file, String.valueOf(e.getMessage()));
                    }
                });

        broken.forEach(
                (file, problem) -> IO.println("cannot be formatted: " + file + ":" + problem));
        differing.forEach(file -> IO.println((write ? "formatted: " : "not formatted: ") + file));
        if (!write && !differing.isEmpty()) {
            IO.println(
                    differing.size()
                            + " file(s) differ from google-java-format; this mends them:"
                            + "  mvn -q -N package -Dformat=write");
        }
        if (!broken.isEmpty() || (!write && !differing.isEmpty())) {
            System.exit(1);
        }
    }

    /// A second pass: the formatter sometimes changes what it has just written.
    String format(String text) throws FormatterException {
        var once = formatter.formatSourceAndFixImports(text);
        return once.equals(text) ? text : formatter.formatSourceAndFixImports(once);
    }

    /// All sources of the tree: `…/src/…/*.java`, without build output and dot directories; and
    /// this program.
    static List<Path> sources() throws IOException {
        var files = new ArrayList<>(List.of(Path.of(".mvn", "format", "Format.java")));
        Files.walkFileTree(
                Path.of(""),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes a) {
                        var name = directory.getFileName().toString();
                        return name.equals("target") || name.startsWith(".")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        if (file.toString().endsWith(".java") && file.toString().contains("src")) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }
}
