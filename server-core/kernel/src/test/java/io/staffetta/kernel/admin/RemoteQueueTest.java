package io.staffetta.kernel.admin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

class RemoteQueueTest extends QueueAdministrationContract {

    @TempDir Path data;

    private AdminServer port;
    private AdminClient client;

    @BeforeEach
    void open() throws IOException {
        port =
                AdminServer.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        data,
                        server,
                        () -> "",
                        AdministrationContract.CLOCK);
        client = AdminClient.connect(data);
    }

    @AfterEach
    void close() {
        client.close();
        port.close();
    }

    @Override
    QueueAdministration queue() {
        return client.queue();
    }
}
