package io.staffetta.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The names and numbers every server of a run is set up with. Ports are fixed: each run has a
/// network of its own.
///
/// @param folder what a run leaves behind lies here
public record Bench(Path folder) {

    /// Plain SMTP.
    public static final int PORT = 2525;

    /// Submission.
    public static final int SUBMIT_PORT = 2526;

    /// Where relayed mail goes.
    public static final int SINK_PORT = 2529;

    /// HTTP, of servers that have an administration port.
    public static final int ADMIN_PORT = 2580;

    /// The sender of all mail.
    public static final String SENDER = "sender@client.test";

    /// A recipient elsewhere.
    public static final String REMOTE = "user@sink.test";

    /// The recipient whose mailbox is here.
    public static final String LOCAL = "bench@bench.test";

    /// The password of the one account.
    public static final String PASSWORD = "secret";

    /// A certificate with a P-256 key.
    public Path certificate() {
        return folder.resolve("tls/cert.pem");
    }

    /// Its key.
    public Path key() {
        return folder.resolve("tls/key.pem");
    }

    /// The environment of a peer's scripts.
    ///
    /// @param home where the peer is installed
    /// @param run where it may write during one run
    Map<String, String> environment(Path home, Path run) {
        return Map.ofEntries(
                Map.entry("PEER_HOME", home.toString()),
                Map.entry("PEER_RUN", run.toString()),
                Map.entry("PORT", Integer.toString(PORT)),
                Map.entry("SUBMIT_PORT", Integer.toString(SUBMIT_PORT)),
                Map.entry("SINK_PORT", Integer.toString(SINK_PORT)),
                Map.entry("ADMIN_PORT", Integer.toString(ADMIN_PORT)),
                Map.entry("CERT", certificate().toString()),
                Map.entry("KEY", key().toString()),
                Map.entry("RSA_CERT", folder.resolve("tls/rsa-cert.pem").toString()),
                Map.entry("RSA_KEY", folder.resolve("tls/rsa-key.pem").toString()));
    }

    /// Makes certificates where there are none.
    public void prepare() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("tls"));
        certificate("ec -pkeyopt ec_paramgen_curve:prime256v1", certificate(), key());
        certificate(
                "rsa:2048", folder.resolve("tls/rsa-cert.pem"), folder.resolve("tls/rsa-key.pem"));
    }

    private static void certificate(String kind, Path certificate, Path key)
            throws IOException, InterruptedException {
        if (Files.exists(certificate)) {
            return;
        }
        var subject = "-days 3650 -subj /CN=bench.test -addext subjectAltName=DNS:bench.test";
        var words =
                "openssl req -x509 -nodes -newkey %s %s -keyout %s -out %s"
                        .formatted(kind, subject, key, certificate);
        new ProcessBuilder(words.split(" ")).redirectErrorStream(true).start().waitFor();
    }
}
