package io.staffetta.kernel.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `openssl s_client`, against a server on this machine.
///
/// @param folder for its files
record OpenSsl(Path folder) {

    OpenSsl {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed here");
    }

    /// Connects, sends a line and waits until the server has closed.
    ///
    /// @return everything it wrote
    String connect(int port, String... options) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + port,
                                "-ign_eof"));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var input = process.outputWriter()) {
            input.write("hello\n");
            input.flush();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(20, TimeUnit.SECONDS);
            return output;
        } catch (IOException e) {
            // It ended before it read the line.
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Certificate and key of [TestKeys] in one PEM file.
    Path pem(String name) throws IOException, GeneralSecurityException {
        var keys = TestKeys.keys(name);
        return Files.writeString(
                folder.resolve(name + ".pem"),
                block("CERTIFICATE", TestKeys.certificate(name).getEncoded())
                        + block("PRIVATE KEY", keys.getPrivateKey(name).getEncoded()));
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
    }
}
