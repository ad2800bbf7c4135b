package io.staffetta.kernel.admin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

class AdminClientTest extends AdministrationContract {

    @TempDir Path data;

    private AdminServer port;
    private AdminClient client;

    @BeforeEach
    void open() throws IOException {
        port = start();
        client = AdminClient.connect(data);
    }

    @AfterEach
    void close() {
        client.close();
        port.close();
    }

    @Override
    Administration admin() {
        return client;
    }

    @Test
    void aServerThatStoppedIsNotRunning() {
        port.close();

        assertThatThrownBy(() -> AdminClient.connect(data))
                .isInstanceOf(ServerNotRunningException.class)
                .hasMessage("no server is running with the data directory %s", data);
        assertThatThrownBy(() -> client.accounts()).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aServerThatCrashedIsNotRunning() throws Exception {
        var file = AdminFile.path(data);
        var left = Files.readAllBytes(file);
        port.close();
        Files.write(file, left);

        assertThatThrownBy(() -> AdminClient.connect(data))
                .isInstanceOf(ServerNotRunningException.class)
                .hasMessageStartingWith("no server is running with the data directory " + data);
    }

    @Test
    void aServerWithAnotherTokenIsAnotherServer() throws Exception {
        new AdminFile("127.0.0.1", port.address().getPort(), Secret.of("stale"), 1).write(data);

        assertThatThrownBy(() -> AdminClient.connect(data))
                .isInstanceOf(ServerNotRunningException.class)
                .hasMessageContaining("another program has its port");
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Files.writeString(AdminFile.path(data), "{");

        assertThatThrownBy(() -> AdminClient.connect(data))
                .isInstanceOf(ServerNotRunningException.class)
                .hasMessageContaining(AdminFile.path(data).toString());
    }

    private AdminServer start() throws IOException {
        return AdminServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                data,
                server,
                () -> "",
                CLOCK);
    }
}
