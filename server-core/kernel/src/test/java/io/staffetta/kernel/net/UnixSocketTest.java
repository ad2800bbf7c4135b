package io.staffetta.kernel.net;

import static io.staffetta.kernel.net.TestServer.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.tls.TlsTerms.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

@Timeout(60)
class UnixSocketTest {

    @TempDir Path folder;

    @Test
    void servesOverAUnixSocketAndRemovesItsFile() throws Exception {
        var path = folder.resolve("lmtp");
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo)) {
            server.open(List.of(unix("lmtp", path)));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                send(client, "LHLO me\n");
                assertThat(receive(client, 9)).isEqualTo("LHLO me\r\n");
            }
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aSocketLeftOverFromACrashIsReplaced() throws Exception {
        var path = folder.resolve("stale");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertThat(path).exists();
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo)) {
            server.open(List.of(unix("lmtp", path)));
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                send(client, "x\n");
                assertThat(receive(client, 3)).isEqualTo("x\r\n");
            }
        }
    }

    @Test
    void badPathsAreClearLines() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "precious");
        var used = folder.resolve("used");
        try (var server = new TestServer(Start.NEVER, ListenersTest::echo);
                var other =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                                .bind(UnixDomainSocketAddress.of(used))) {
            assertThat(other.isOpen()).isTrue();
            assertProblem(server, file, "there is a file of that name which is not a socket");
            assertProblem(server, used, "the socket is in use by another program");
            assertProblem(
                    server,
                    folder.resolve("none/lmtp"),
                    "there is no folder " + folder.resolve("none"));
        }
        assertThat(file).hasContent("precious");
        assertThat(used).exists();
    }

    @Test
    void readsTimeOutAndGoOn() throws Exception {
        var path = folder.resolve("lmtp");
        try (var server =
                new TestServer(
                        Start.NEVER,
                        connection -> {
                            try {
                                connection.read(new byte[1], 0, 1, Duration.ofMillis(30), true);
                            } catch (SocketTimeoutException e) {
                                TestServer.say(connection, "quiet\r\n");
                            }
                            ListenersTest.echo(connection);
                        })) {
            server.open(List.of(unix("lmtp", path)));
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(receive(client, 7)).isEqualTo("quiet\r\n");
                send(client, "x\n");
                assertThat(receive(client, 3)).isEqualTo("x\r\n");
            }
        }
    }

    @Test
    void drainWakesIdleConnections() throws Exception {
        var path = folder.resolve("lmtp");
        try (var server = new TestServer(Start.NEVER, ListenersTest::untilStop)) {
            server.open(List.of(unix("lmtp", path)));
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(receive(client, 11)).isEqualTo("220 ready\r\n");
                assertThat(server.listeners.drain(TestServer.LONG)).isZero();
                assertThat(receive(client, 14)).isEqualTo("421 stopping\r\n");
            }
        }
    }

    @Test
    void aClientThatDoesNotReadIsCut() throws Exception {
        var path = folder.resolve("lmtp");
        try (var server =
                new TestServer(
                        Start.NEVER,
                        connection -> {
                            var much = new byte[8 << 20];
                            connection.write(much, 0, much.length, Duration.ofMillis(100));
                        })) {
            server.open(List.of(unix("lmtp", path)));
            try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(server.ends.take())
                        .isInstanceOfSatisfying(
                                IOException.class,
                                e -> assertThat(e).hasMessage("the client did not read in time"));
                assertThat(client.isOpen()).isTrue();
            }
        }
    }

    private static void assertProblem(TestServer server, Path path, String problem) {
        assertThatThrownBy(() -> server.listeners.prepare(List.of(unix("lmtp", path))))
                .isInstanceOf(BindFailure.class)
                .hasMessage("listener 'lmtp' cannot listen on unix:%s: %s", path, problem);
    }

    private static void send(SocketChannel client, String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String receive(SocketChannel client, int length) throws IOException {
        var octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining() && client.read(octets) >= 0) {
            // Until all are there.
        }
        return new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII);
    }
}
