package io.staffetta.kernel.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// TLS over a wire, server side. Used by the connection's thread.
///
/// An `SSLEngine` and not a layered `SSLSocket`: when the server stops, an idle wait is ended by
/// closing the input of the wire. An `SSLSocket` takes that for a truncation, sends a fatal alert
/// and refuses to write the last reply; the engine does not even hear of it. Nor does a read
/// timeout ever reach it in the middle of a record, the same code serves UNIX sockets, and the
/// handshake has one deadline in total.
///
/// Everything read from the wire from the first moment on is a TLS record or an error, so what a
/// client pipelined in clear behind STARTTLS breaks the handshake (CVE-2011-0411).
final class TlsStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final SSLEngine engine;

    /// What came from the wire and is not decoded yet; always ready to be read.
    private ByteBuffer inbound;

    private ByteBuffer outbound;

    /// What is decoded and did not fit into the caller's array; always ready to be read.
    private ByteBuffer plain = NOTHING;

    /// @param early octets that were read from the wire before
    TlsStream(Wire wire, SSLEngine engine, ByteBuffer early) {
        this.wire = wire;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        inbound = ByteBuffer.allocate(Math.max(packet, early.remaining()));
        inbound.put(early).flip();
        outbound = ByteBuffer.allocate(packet);
    }

    SSLSession session() {
        return engine.getSession();
    }

    void handshake(long timeoutNanos) throws IOException {
        long deadline = System.nanoTime() + timeoutNanos;
        engine.setUseClientMode(false);
        engine.beginHandshake();
        try {
            shakeHands(deadline);
        } catch (SSLException e) {
            sendAlert();
            throw e;
        }
    }

    private void shakeHands(long deadline) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapFlight(deadline);
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void unwrapFlight(long deadline) throws IOException {
        var result = unwrap(roomForPlain());
        plain.flip();
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                if (!fill(deadline)) {
                    throw new EOFException("the client closed during the TLS handshake");
                }
            }
            case CLOSED -> throw new SSLException("the client ended TLS during the handshake");
            case BUFFER_OVERFLOW -> throw new SSLException("data before the end of the handshake");
        }
    }

    /// Reads at least one octet; -1 at the end. A stream that ends without `close_notify` ends all
    /// the same: whoever reads knows by the protocol whether something is missing.
    int read(byte[] octets, int offset, int length, long timeoutNanos) throws IOException {
        long deadline = System.nanoTime() + timeoutNanos;
        while (true) {
            if (plain.hasRemaining()) {
                int count = Math.min(length, plain.remaining());
                plain.get(octets, offset, count);
                return count;
            }
            int count = decode(octets, offset, length);
            if (count != 0) {
                return count;
            }
            if (!fill(deadline)) {
                return -1;
            }
        }
    }

    /// Waits until something has come that is not decoded yet, which need not hold data.
    void await(long timeoutNanos) throws IOException {
        if (!plain.hasRemaining() && !inbound.hasRemaining()) {
            wire.await(timeoutNanos);
        }
    }

    /// Decodes records until one holds data.
    ///
    /// @return how many octets; 0 if the rest of a record is missing, or `plain` was filled; -1 at
    ///   the end
    private int decode(byte[] octets, int offset, int length) throws IOException {
        boolean direct = length >= engine.getSession().getApplicationBufferSize();
        while (inbound.hasRemaining()) {
            var target = direct ? ByteBuffer.wrap(octets, offset, length) : roomForPlain();
            var result = unwrap(target);
            if (!direct) {
                plain.flip();
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED || engine.isInboundDone()) {
                return -1;
            }
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("a record larger than TLS allows");
            }
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                return 0;
            }
            if (result.bytesProduced() > 0) {
                return direct ? result.bytesProduced() : takePlain(octets, offset, length);
            }
            afterHandshake(result.getHandshakeStatus());
        }
        return 0;
    }

    private int takePlain(byte[] octets, int offset, int length) {
        int count = Math.min(length, plain.remaining());
        plain.get(octets, offset, count);
        return count;
    }

    /// TLS 1.3 updates keys after the handshake. In TLS 1.2 a client could only want to negotiate
    /// anew, which costs us much and it little: refused.
    private void afterHandshake(HandshakeStatus status) throws IOException {
        var next = status;
        while (next == HandshakeStatus.NEED_TASK || next == HandshakeStatus.NEED_WRAP) {
            if (!ProtocolVersion.of(engine.getSession()).equals(ProtocolVersion.NEWEST)) {
                throw new SSLException("TLS renegotiation is refused");
            }
            if (next == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else {
                wrap(NOTHING);
            }
            next = engine.getHandshakeStatus();
        }
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        var source = ByteBuffer.wrap(octets, offset, length);
        while (source.hasRemaining()) {
            wrap(source);
        }
    }

    /// Says `close_notify`.
    void close() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap(NOTHING);
        }
    }

    private void sendAlert() {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrap(NOTHING);
            }
        } catch (IOException e) {
            return; // The alert is a courtesy; why the handshake failed is known.
        }
    }

    private void runTasks() {
        Runnable task;
        while ((task = engine.getDelegatedTask()) != null) {
            task.run();
        }
    }

    private SSLEngineResult unwrap(ByteBuffer target) throws SSLException {
        return engine.unwrap(inbound, target);
    }

    private void wrap(ByteBuffer source) throws IOException {
        outbound.clear();
        var result = engine.wrap(source, outbound);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            outbound = ByteBuffer.allocate(engine.getSession().getPacketBufferSize() * 2);
            return;
        }
        if (outbound.position() > 0) {
            wire.write(outbound.array(), 0, outbound.position());
        } else if (result.getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
            throw new SSLException("TLS has ended");
        }
    }

    /// An empty `plain` to be filled; flip it afterwards.
    private ByteBuffer roomForPlain() {
        if (plain.capacity() == 0) {
            plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        }
        return plain.clear();
    }

    /// Reads more from the wire.
    ///
    /// @return false at the end of the stream
    private boolean fill(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("Read timed out");
        }
        inbound.compact();
        try {
            if (!inbound.hasRemaining()) {
                inbound = larger(inbound);
            }
            int count = wire.read(inbound.array(), inbound.position(), inbound.remaining(), left);
            if (count > 0) {
                inbound.position(inbound.position() + count);
            }
            return count > 0;
        } finally {
            inbound.flip();
        }
    }

    private static ByteBuffer larger(ByteBuffer full) {
        return ByteBuffer.allocate(full.capacity() * 2).put(full.flip());
    }
}
