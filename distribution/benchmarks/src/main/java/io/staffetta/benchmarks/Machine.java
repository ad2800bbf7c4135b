package io.staffetta.benchmarks;

import io.staffetta.benchmarks.measure.FsyncProbe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// The machine, in a few lines of Markdown.
final class Machine {

    private Machine() {}

    static String describe(Path work, boolean isolated) throws IOException, InterruptedException {
        return """
        - date: %s
        - commit: %s
        - processor: %s, %d cores seen
        - memory: %s
        - system: %s %s
        - Java: %s
        - file system: %s; create, write and fsync of 4 KiB: %.2f ms
        - network: %s
        """
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        said("git", "describe", "--always", "--dirty"),
                        field("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        gibibytes(field("/proc/meminfo", "MemTotal")),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.version"),
                        Files.getFileStore(work).type(),
                        FsyncProbe.millis(work),
                        isolated
                                ? "loopback in a network namespace of its own for each trial"
                                : "loopback of the machine (no root: no namespace)");
    }

    private static String field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }

    private static String gibibytes(String kibibytes) {
        var digits = kibibytes.replaceAll("\\D", "");
        return String.format(Locale.ROOT, "%.0f GiB", Long.parseLong("0" + digits) / 1048576.0);
    }

    private static String said(String... words) throws InterruptedException {
        try {
            var process = new ProcessBuilder(List.of(words)).start();
            var output = process.getInputStream().readAllBytes();
            return process.waitFor() == 0
                    ? new String(output, StandardCharsets.UTF_8).strip()
                    : "?";
        } catch (IOException e) {
            return "?";
        }
    }
}
