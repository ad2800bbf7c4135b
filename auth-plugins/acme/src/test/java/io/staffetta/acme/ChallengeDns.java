package io.staffetta.acme;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Pebble's DNS server, and a hook that publishes into it.
record ChallengeDns(RunningProgram program, int port, int managementPort) implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/pebble-challtestsrv");

    static ChallengeDns start() throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "pebble-challtestsrv is not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        int port = Pebble.freePort();
        int management = Pebble.freePort();
        var program =
                RunningProgram.start(
                        new ProcessBuilder(
                                PROGRAM.toString(),
                                "-http01=",
                                "-https01=",
                                "-tlsalpn01=",
                                "-dns01=127.0.0.1:" + port,
                                "-management=127.0.0.1:" + management));
        program.await("Starting management server");
        return new ChallengeDns(program, port, management);
    }

    String server() {
        return "127.0.0.1:" + port;
    }

    /// @param calls where the hook writes what it was told
    Path hook(Path folder, Path calls) throws IOException {
        return script(
                folder.resolve("hook"),
                """
                echo "$1 $2" >> '%s'
                case "$1" in present) page=set-txt ;; cleanup) page=clear-txt ;; esac
                exec curl -sS -f --retry 5 --retry-connrefused -d "{\\"host\\":\\"$2.\\",\\"value\\":\\"$3\\"}" http://127.0.0.1:%d/$page
                """
                        .formatted(calls, managementPort));
    }

    static Path script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Override
    public void close() {
        program.close();
    }
}
