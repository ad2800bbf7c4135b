package io.staffetta.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A DNS hook whose calls last until the test lets go of them.
record HeldHook(ServerSocket server, Path program, List<Socket> calls) implements AutoCloseable {

    static HeldHook in(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout(60_000);
        var program =
                ChallengeDns.script(
                        folder.resolve("held"),
                        "exec curl -s http://127.0.0.1:%d/$1\n".formatted(server.getLocalPort()));
        return new HeldHook(server, program, new ArrayList<>());
    }

    void awaitCall(String verb) throws IOException {
        var call = server.accept();
        calls.add(call);
        var in =
                new BufferedReader(
                        new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(in.readLine()).startsWith("GET /" + verb + " ");
    }

    void letGo() throws IOException {
        for (var call : calls) {
            call.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        letGo();
    }
}
