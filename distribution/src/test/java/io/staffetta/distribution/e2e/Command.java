package io.staffetta.distribution.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that runs to its end.
final class Command {

    /// What it did.
    record Result(int exitCode, String out, String err) {
        /// Both streams as one.
        Result mergeErr() {
            return new Result(exitCode, out + err, "");
        }
    }

    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";

    private Command(List<String> words) {
        this.words = words;
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /// `bin/staffetta` of a distribution.
    static Command staffetta(Distribution distribution, String... arguments) {
        var words = new ArrayList<String>();
        words.add(distribution.launcher().toString());
        words.addAll(List.of(arguments));
        return new Command(words);
    }

    Command input(String text) {
        this.input = text;
        return this;
    }

    Command environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Result run() {
        try {
            var out = Files.createTempFile("out", ".txt");
            var err = Files.createTempFile("err", ".txt");
            try {
                return run(out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result run(Path out, Path err) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not want to read all of it; its exit code says the rest.
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(words + " did not end: " + Files.readString(err));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
