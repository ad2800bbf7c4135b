package io.staffetta.distribution.command;

import io.staffetta.spi.Secret;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the hash of a password comes from; never the argument list, which every user of the
/// machine can read.
final class PasswordHash {

    @Option(
            names = "--hash-file",
            paramLabel = "FILE",
            description = "Read the hash from the first line of a file; default: standard input.")
    private @Nullable Path file;

    Secret read() throws IOException {
        if (file != null) {
            try (var lines = Files.newBufferedReader(file)) {
                return Password.firstLine(lines, file.toString(), "hash");
            }
        }
        if (Terminal.find().isPresent()) {
            throw new IllegalArgumentException(
                    "a hash is read from a file (--hash-file) or a pipe, not from a terminal");
        }
        return Password.firstLine(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                "standard input",
                "hash");
    }
}
