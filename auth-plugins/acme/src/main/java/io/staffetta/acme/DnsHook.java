package io.staffetta.acme;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/// The operator's program that publishes TXT records: `hook present|cleanup NAME VALUE`. What it
/// prints is dropped, for it may show a key of the DNS provider.
record DnsHook(Path program) {

    /// @param record without a dot at the end
    /// @throws IOException if it fails or is late; with one line
    void call(String verb, String record, String value, Duration deadline)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(program.toString(), verb, record, value)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD);
        // Overrides of our settings, secrets among them, are none of its business.
        builder.environment().keySet().removeIf(name -> name.startsWith("STAFFETTA_"));
        var process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(deadline)) {
                throw new IOException(
                        "dns-hook: %s of %s was not done within %d ms"
                                .formatted(verb, record, deadline.toMillis()));
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "dns-hook: %s of %s ended with exit code %d"
                                .formatted(verb, record, process.exitValue()));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
