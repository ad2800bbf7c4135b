package io.staffetta.kernel.net;

import io.staffetta.spi.tls.TlsEngines;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
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
///
/// It has no buffers while it waits for the beginning of a record.
final class TlsStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// `internal_error`, fatal, in clear.
    private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 80};

    private final Wire wire;
    private final TlsEngines engines;
    private final SSLEngine engine;

    /// What came from the wire and is not decoded yet; always ready to be read.
    private ByteBuffer inbound;

    /// Records that wait to be sent together.
    private ByteBuffer outbound = NOTHING;

    /// What is decoded and did not fit into the caller's array; always ready to be read.
    private ByteBuffer plain = NOTHING;

    private boolean inputDone;
    private boolean spoken;

    /// @param early octets that were read from the wire before
    TlsStream(Wire wire, TlsEngines engines, ByteBuffer early) {
        this.wire = wire;
        this.engines = engines;
        engine = engines.engine();
        inbound = NOTHING;
        if (early.hasRemaining()) {
            inbound = RecordBuffers.INBOUND.borrow(early.remaining()).put(early).flip();
        }
    }

    SSLSession session() {
        return engine.getSession();
    }

    /// See [TlsEngines].
    Optional<byte[]> exportKeyingMaterial(String label, int octets) {
        return engines.exportKeyingMaterial(engine, label, octets);
    }

    void handshake(long timeoutNanos) throws IOException {
        long deadline = System.nanoTime() + timeoutNanos;
        engine.setUseClientMode(false);
        engine.beginHandshake();
        try {
            shakeHands(deadline);
            if (outbound.position() > 0) {
                flush();
            } else {
                // The client said the last word, and will say more.
                wire.acknowledge();
            }
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
        var target = room();
        var result = engine.unwrap(inbound, target);
        plain = target.flip();
        switch (result.getStatus()) {
            case OK -> {}
            case BUFFER_UNDERFLOW -> {
                flush();
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
        int count = decode(octets, offset, length);
        while (count == 0) {
            if (!fill(deadline)) {
                return -1;
            }
            count = decode(octets, offset, length);
        }
        return count;
    }

    /// Reads what has come: 0 if that is nothing, or not yet a whole record; -1 at the end.
    int poll(byte[] octets, int offset, int length) throws IOException {
        int count = decode(octets, offset, length);
        while (count == 0) {
            makeRoom();
            int more =
                    wire.poll(
                            inbound.array(),
                            inbound.arrayOffset() + inbound.limit(),
                            room(inbound));
            if (more <= 0) {
                releaseInbound();
                return more;
            }
            inbound.limit(inbound.limit() + more);
            count = decode(octets, offset, length);
        }
        return count;
    }

    /// Waits until something has come that is not decoded yet, which need not hold data.
    void await(long timeoutNanos) throws IOException {
        if (!plain.hasRemaining() && !inbound.hasRemaining() && !inputDone) {
            releaseInbound();
            wire.await(timeoutNanos);
        }
    }

    /// Decodes records until one holds data.
    ///
    /// @return how many octets; 0 if the rest of a record is missing; -1 at the end
    private int decode(byte[] octets, int offset, int length) throws IOException {
        if (plain.hasRemaining()) {
            return takePlain(octets, offset, length);
        }
        while (inbound.hasRemaining() && !inputDone) {
            // What a record holds is never longer than the record.
            boolean direct = length >= inbound.remaining() || length >= most();
            var target = direct ? ByteBuffer.wrap(octets, offset, length) : room();
            var result = engine.unwrap(inbound, target);
            inputDone = result.getStatus() == Status.CLOSED || engine.isInboundDone();
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                throw new SSLException("a record larger than TLS allows");
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                return 0;
            }
            if (result.bytesProduced() > 0) {
                plain = direct ? NOTHING : target.flip();
                return direct ? result.bytesProduced() : takePlain(octets, offset, length);
            }
            if (!inputDone) {
                afterHandshake(result.getHandshakeStatus());
            }
        }
        return inputDone ? -1 : 0;
    }

    private int takePlain(byte[] octets, int offset, int length) {
        int count = Math.min(length, plain.remaining());
        plain.get(octets, offset, count);
        if (!plain.hasRemaining()) {
            plain = NOTHING;
        }
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
        flush();
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        var source = ByteBuffer.wrap(octets, offset, length);
        while (source.hasRemaining()) {
            var result = wrap(source);
            if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                throw new SSLException("TLS has ended");
            }
        }
        flush();
    }

    /// Says `close_notify`.
    void close() throws IOException {
        engine.closeOutbound();
        wrapRest();
        flush();
    }

    /// Lets go of everything. Nothing is sent.
    void release() {
        engines.release(engine);
        inputDone = true;
        plain = NOTHING;
        inbound.position(inbound.limit());
        releaseInbound();
        releaseOutbound();
    }

    private void wrapRest() throws IOException {
        boolean more = true;
        while (more && !engine.isOutboundDone()) {
            more = wrap(NOTHING).bytesProduced() > 0;
        }
    }

    private void sendAlert() {
        try {
            wrapRest();
            flush();
            if (!spoken) {
                // Some engines have no answer to what is not TLS.
                wire.write(ALERT, 0, ALERT.length);
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

    /// Adds a record to those that wait to be sent.
    private SSLEngineResult wrap(ByteBuffer source) throws IOException {
        while (true) {
            if (outbound.capacity() == 0) {
                outbound = RecordBuffers.OUTBOUND.borrow(packet());
            }
            var result = engine.wrap(source, outbound);
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return result;
            }
            if (outbound.position() > 0) {
                flush();
            } else {
                outbound = ByteBuffer.allocate(2 * Math.max(packet(), outbound.capacity()));
            }
        }
    }

    private void flush() throws IOException {
        try {
            if (outbound.position() > 0) {
                spoken = true;
                wire.write(outbound.array(), outbound.arrayOffset(), outbound.position());
            }
        } finally {
            releaseOutbound();
        }
    }

    private int packet() {
        return engine.getSession().getPacketBufferSize();
    }

    /// The most that a record can hold.
    private int most() {
        return engine.getSession().getApplicationBufferSize();
    }

    /// Where the next record finds room.
    private ByteBuffer room() {
        return ByteBuffer.allocate(Math.min(inbound.remaining(), most()));
    }

    /// Reads more from the wire.
    ///
    /// @return false at the end of the stream
    private boolean fill(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("Read timed out");
        }
        if (!inbound.hasRemaining()) {
            releaseInbound();
            wire.await(left);
            left = Math.max(deadline - System.nanoTime(), 1);
        }
        makeRoom();
        int count =
                wire.read(
                        inbound.array(),
                        inbound.arrayOffset() + inbound.limit(),
                        room(inbound),
                        left);
        inbound.limit(inbound.limit() + Math.max(count, 0));
        return count > 0;
    }

    private static int room(ByteBuffer buffer) {
        return buffer.capacity() - buffer.limit();
    }

    private void makeRoom() throws IOException {
        if (inbound.capacity() == 0) {
            inbound = RecordBuffers.INBOUND.borrow(packet()).flip();
        } else if (room(inbound) == 0) {
            inbound.compact().flip();
            if (room(inbound) == 0) {
                inbound = larger(inbound);
            }
        }
    }

    /// Engines take records of a client that means well and does not know better.
    private ByteBuffer larger(ByteBuffer full) throws IOException {
        if (full.capacity() >= packet()) {
            throw new SSLException("a record larger than TLS allows");
        }
        return ByteBuffer.allocate(packet()).put(full).flip();
    }

    private void releaseInbound() {
        if (!inbound.hasRemaining()) {
            RecordBuffers.INBOUND.giveBack(inbound);
            inbound = NOTHING;
        }
    }

    private void releaseOutbound() {
        RecordBuffers.OUTBOUND.giveBack(outbound);
        outbound = NOTHING;
    }
}
