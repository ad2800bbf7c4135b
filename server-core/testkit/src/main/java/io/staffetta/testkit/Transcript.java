package io.staffetta.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A golden dialogue, written down line by line in a `.smtp` file.
///
/// | line | meaning |
/// |---|---|
/// | `# …` | a comment |
/// | `@name value` | an option for the test that plays it: see [#options()] |
/// | `C: text` | the client sends the line and CRLF |
/// | `C- text` | the client sends exactly these octets |
/// | `S: text` | the server's next line is exactly this; `{*}` stands for any text |
/// | `S- text` | the server's next octets are exactly these |
/// | `S* 250` | the server's next reply, however many lines, has this code |
/// | `PIPELINE` | the client's lines up to the next `S` leave in one write |
/// | `TLS` | a TLS handshake |
/// | `CLOSE` | the server closes the connection and says nothing more |
/// | `HANGUP` | the client closes the connection |
///
/// In text, `\r`, `\n`, `\t`, `\\` and `\xNN` stand for octets, `${name}` for a variable, and
/// `\{NNN}c` for NNN times the character `c`.
///
/// @param name file name, for messages
/// @param options the options
/// @param steps the steps
public record Transcript(String name, Map<String, String> options, List<TranscriptStep> steps) {

    public Transcript {
        options = Map.copyOf(options);
        steps = List.copyOf(steps);
    }

    /// Parses the text of a transcript.
    ///
    /// @throws IllegalArgumentException if a line is none of those above
    public static Transcript parse(String name, String text) {
        return TranscriptParser.parse(name, text);
    }

    /// Reads a transcript.
    public static Transcript read(Path file) {
        try {
            return parse(
                    String.valueOf(file.getFileName()),
                    Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All `.smtp` files of a folder, by name: the arguments of a parameterized test.
    public static Stream<Transcript> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".smtp"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(Transcript::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Plays the client's part and checks the server's.
    ///
    /// @param peer a fresh connection, closed when this returns
    /// @param variables values for `${name}`
    /// @throws AssertionError with the whole dialogue if the server says anything else
    public void play(TranscriptPeer peer, Map<String, String> variables) {
        new TranscriptPlayer(this, peer, variables).play();
    }

    @Override
    public String toString() {
        return name;
    }
}
