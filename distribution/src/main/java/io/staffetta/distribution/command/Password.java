package io.staffetta.distribution.command;

import io.staffetta.spi.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a password comes from; never the argument list, which every user of the machine can read.
final class Password {

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private @Nullable Source source;

    static final class Source {
        @Option(
                names = "--password-stdin",
                description = "Read the password from the first line of standard input.")
        private boolean stdin;

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "Read the password from the first line of a file.")
        private @Nullable Path file;
    }

    Secret read() throws IOException {
        if (source == null) {
            return ask();
        }
        var file = source.file;
        if (source.stdin || file == null) {
            return firstLine(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    "standard input",
                    "password");
        }
        try (var lines = Files.newBufferedReader(file)) {
            return firstLine(lines, file.toString(), "password");
        }
    }

    static Secret firstLine(BufferedReader lines, String where, String what) throws IOException {
        var line = lines.readLine();
        if (line == null || line.isEmpty()) {
            throw new IllegalArgumentException("there is no " + what + " in " + where);
        }
        return Secret.of(line);
    }

    private static Secret ask() {
        var console =
                Terminal.find()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no terminal to ask for the password: use --password-stdin"
                                                + " or --password-file"));
        var password = console.readPassword("Password: ");
        var again = console.readPassword("Once more: ");
        if (password == null || again == null || !new String(password).equals(new String(again))) {
            throw new IllegalArgumentException("the two passwords differ");
        }
        return Secret.of(new String(password));
    }
}
