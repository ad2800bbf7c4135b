package io.staffetta.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// A connection with TLS. Handshakes happen on the way, within [#read] and [#write].
final class TlsWire implements Wire {

    private final ClearWire below;
    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer sealed;
    private final ByteBuffer plain;
    private ByteBuffer waiting = ByteBuffer.allocate(0);

    TlsWire(SocketChannel channel, SSLEngine engine) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        this.below = new ClearWire(channel, ByteBuffer.allocate(0));
        this.sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.setUseClientMode(true);
        engine.beginHandshake();
    }

    /// Of the handshake, once octets for the session have come.
    SSLSession session() {
        return engine.getSession();
    }

    @Override
    public ByteBuffer read() throws IOException {
        plain.clear();
        if (channel.read(sealed) < 0) {
            throw new EOFException("the server has closed");
        }
        sealed.flip();
        try {
            unwrapAll();
        } finally {
            sealed.compact();
        }
        sealWaiting();
        return plain.flip();
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        var all = ByteBuffer.allocate(waiting.remaining() + octets.remaining());
        waiting = all.put(waiting).put(octets).flip();
        sealWaiting();
    }

    @Override
    public boolean flush() throws IOException {
        return below.flush() && (isHandshaking() || !waiting.hasRemaining());
    }

    /// A native engine holds memory and descriptors until it is closed both ways.
    @Override
    public void release() {
        engine.closeOutbound();
        try {
            engine.closeInbound();
        } catch (SSLException e) {
            return; // The server did not say good-bye, which is its own affair.
        }
    }

    private void unwrapAll() throws IOException {
        while (true) {
            var result = engine.unwrap(sealed, plain);
            runTasks(result);
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrap();
            }
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    return;
                }
                case CLOSED -> {
                    if (plain.position() > 0) {
                        return;
                    }
                    throw new EOFException("the server has closed");
                }
                case BUFFER_OVERFLOW -> throw new SSLException("more than one record holds");
                case OK -> {
                    if (!sealed.hasRemaining()
                            && engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP_AGAIN) {
                        return;
                    }
                }
            }
            if (plain.remaining() < engine.getSession().getApplicationBufferSize() / 2) {
                throw new SSLException("the server says more than a client can be told");
            }
        }
    }

    private void sealWaiting() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                || (!isHandshaking() && waiting.hasRemaining())) {
            wrap();
        }
    }

    private void wrap() throws IOException {
        var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        runTasks(engine.wrap(waiting, out));
        below.write(out.flip());
    }

    private void runTasks(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            for (var task = engine.getDelegatedTask();
                    task != null;
                    task = engine.getDelegatedTask()) {
                task.run();
            }
        }
    }

    private boolean isHandshaking() {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }
}
