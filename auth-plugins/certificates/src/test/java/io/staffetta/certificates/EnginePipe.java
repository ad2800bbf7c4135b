package io.staffetta.certificates;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/// Lets two engines shake hands without a network.
final class EnginePipe {

    private static final int SIZE = 64 << 10;

    private final SSLEngine client;
    private final SSLEngine server;
    private final ByteBuffer toServer = ByteBuffer.allocate(SIZE);
    private final ByteBuffer toClient = ByteBuffer.allocate(SIZE);

    EnginePipe(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    void handshake() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        for (int turn = 0; turn < 200 && !isDone(); turn++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        if (!isDone()) {
            throw new SSLException("handshake does not come to an end");
        }
    }

    private boolean isDone() {
        return client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && server.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(SIZE));
                in.compact();
            }
            case FINISHED, NOT_HANDSHAKING -> {}
        }
    }
}
