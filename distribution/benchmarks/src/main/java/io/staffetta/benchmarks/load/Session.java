package io.staffetta.benchmarks.load;

import io.staffetta.benchmarks.load.Exchange.Effect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.function.Supplier;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/// One connection and its dialogue. Confined to the thread of its [LoadClient].
final class Session {

    private static final int OP_BOTH = SelectionKey.OP_READ | SelectionKey.OP_WRITE;

    private final Load load;
    private final Script script;
    private final Goal goal;
    private final Tally tally;
    private final SocketChannel channel;
    private final Supplier<SSLEngine> engines;
    private final Replies replies = new Replies();
    private final long connectedAt = System.nanoTime();
    private final long epochMillis = System.currentTimeMillis();
    private Wire wire;
    private Iterator<Exchange> exchanges;
    private Exchange current;
    private int answered;
    private int left;
    private boolean closing;
    private boolean parked;
    private long begunAt;

    /// @param engines asked if the script says STARTTLS
    Session(
            Load load,
            Script script,
            Goal goal,
            Tally tally,
            SocketChannel channel,
            Supplier<SSLEngine> engines,
            ByteBuffer shared) {
        this.load = load;
        this.script = script;
        this.goal = goal;
        this.tally = tally;
        this.channel = channel;
        this.engines = engines;
        this.wire = new ClearWire(channel, shared);
        this.exchanges = script.opening().iterator();
        this.current = exchanges.next();
        this.left = load.messagesPerConnection();
    }

    /// Goes on as far as it can; returns false when the dialogue has come to its end.
    ///
    /// @throws IOException if the server did not do as it should
    boolean advance(SelectionKey key) throws IOException {
        if (key.isWritable()) {
            wire.flush();
        }
        if (key.isReadable() && !hear()) {
            return false;
        }
        int interest = wire.flush() ? SelectionKey.OP_READ : OP_BOTH;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
        return true;
    }

    /// Whether it is open and has nothing to send.
    boolean isParked() {
        return parked;
    }

    /// The connection is over.
    void release() {
        wire.release();
    }

    private boolean hear() throws IOException {
        var heard = wire.read();
        while (heard.hasRemaining()) {
            int code = replies.next(heard);
            if (code == Replies.NONE) {
                return true;
            }
            int expected = current.expects().get(answered);
            if (code != expected) {
                throw new UnexpectedReplyException(code + " instead of " + expected);
            }
            if (++answered == current.expects().size() && !proceed(heard)) {
                return false;
            }
        }
        return true;
    }

    private boolean proceed(ByteBuffer rest) throws IOException {
        if (current.effect().acknowledges()) {
            tally.acknowledged(System.nanoTime() - begunAt);
        }
        if (rest.hasRemaining()) {
            throw new UnexpectedReplyException("a reply that nobody asked for");
        }
        if (current.effect() == Effect.SECURES) {
            wire = new TlsWire(channel, engines.get());
        }
        if (!exchanges.hasNext() && script.transaction().isEmpty()) {
            parked = true;
            tally.acknowledged(System.nanoTime() - connectedAt);
            return true;
        }
        if (!exchanges.hasNext() && !nextPart()) {
            return false;
        }
        current = exchanges.next();
        answered = 0;
        if (current.effect().begins()) {
            begunAt = load.messagesPerConnection() == 1 ? connectedAt : System.nanoTime();
        }
        wire.write(ByteBuffer.wrap(current.says()));
        return true;
    }

    private boolean nextPart() {
        if (closing) {
            return false;
        }
        if (left-- > 0 && goal.take()) {
            exchanges = script.transaction().iterator();
        } else {
            closing = true;
            exchanges = script.closing().iterator();
            if (wire instanceof TlsWire tls && isOlder(tls.session())) {
                tally.resumed();
            }
        }
        return true;
    }

    /// Whether a session was made before this connection. BoringSSL knows whole seconds only.
    private boolean isOlder(SSLSession session) {
        long slack = load.security() == Load.Security.RESUMED ? 0 : 1000;
        return session.getCreationTime() < epochMillis - slack;
    }
}
