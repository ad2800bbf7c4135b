package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Secrets that were used, and everything that was written meanwhile.
final class Leaks {

    private final Set<String> secrets = new LinkedHashSet<>();
    private final Map<String, String> written = new HashMap<>();

    /// Something that must not be found, neither as it is nor in Base64, wherever it stands in what
    /// is encoded.
    String secret(String text) {
        secrets.add(text);
        for (int offset = 0; offset < 3; offset++) {
            var encoded =
                    Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    (" ".repeat(offset) + text).getBytes(StandardCharsets.UTF_8));
            // The first and the last characters depend on the neighbours.
            secrets.add(encoded.substring(offset == 0 ? 0 : 4, encoded.length() - 2));
        }
        return text;
    }

    /// Something that must not be found as it is, such as a message of SASL.
    String message(String text) {
        secrets.add(text);
        return text;
    }

    /// Something that was written.
    void add(String name, String text) {
        written.merge(name, text, String::concat);
    }

    /// All files of a folder, but for those in some of its folders.
    void addFiles(Path root, String... except) {
        try (var paths = Files.walk(root)) {
            for (var file : paths.filter(Files::isRegularFile).toList()) {
                if (List.of(except).stream().noneMatch(one -> file.startsWith(root.resolve(one)))) {
                    add(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNone() {
        var found = new ArrayList<String>();
        written.forEach((name, text) ->
                secrets.stream()
                        .filter(text::contains)
                        .forEach(secret ->
                                found.add(secret + " in " + name + ": " + line(text, secret))));
        assertThat(found).isEmpty();
    }

    private static String line(String text, String secret) {
        return text.lines().filter(line -> line.contains(secret)).findFirst().orElse("");
    }
}
