package io.staffetta.distribution.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `openssl s_client` in a conversation: what it prints on standard output is what the server said,
/// from the end of the handshake on.
final class OpensslClient implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final BufferedReader in;
    private final Path errors;

    private OpensslClient(Process process, Path errors) {
        this.process = process;
        this.in = process.inputReader(StandardCharsets.ISO_8859_1);
        this.errors = errors;
    }

    static void assumeInstalled() {
        PeerProcess.needs(false, "openssl");
    }

    /// One run that says QUIT at once.
    static Command.Result run(int port, String... options) {
        return Command.of(words(port, options)).input("QUIT\r\n").run().mergeErr();
    }

    static OpensslClient connect(int port, String... options) {
        try {
            var words = new ArrayList<>(List.of(words(port, options)));
            words.add("-quiet");
            var errors = Files.createTempFile("openssl", ".err");
            return new OpensslClient(
                    new ProcessBuilder(words).redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next reply; what there was before the end if it ends.
    String reply() {
        try {
            var all = new StringBuilder();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                all.append(all.isEmpty() ? "" : "\n").append(line);
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return all.toString();
                }
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String say(String line) {
        try {
            var out = process.getOutputStream();
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reply();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] words(int port, String... options) {
        var words = new ArrayList<>(List.of("timeout", "60", "openssl", "s_client", "-ign_eof"));
        words.addAll(List.of("-connect", "127.0.0.1:" + port));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }
}
