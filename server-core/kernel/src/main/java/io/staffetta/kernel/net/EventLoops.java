package io.staffetta.kernel.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// The event loops of all listeners; listeners and connections are dealt to them in turn.
final class EventLoops implements AutoCloseable {

    private final List<EventLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger listeners = new AtomicInteger();

    /// @param count how many, more than zero
    EventLoops(int count) {
        loops = IntStream.rangeClosed(1, count).mapToObj(EventLoops::open).toList();
    }

    private static EventLoop open(int number) {
        try {
            return new EventLoop("connections-" + number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes a socket that is bound. It is closed if that fails.
    ListeningChannel adopt(ServerSocketChannel channel) throws IOException {
        try {
            return new ListeningChannel(channel, next(listeners));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Takes a connection that was accepted. It is closed if that fails.
    Wire adopt(SocketChannel channel) throws IOException {
        try {
            return new ChannelWire(channel, next(turn));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private EventLoop next(AtomicInteger turn) {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /// By the watch: see [EventLoop#relieve].
    void relieve() {
        loops.forEach(EventLoop::relieve);
    }

    /// Ends the loops when their sessions have ended.
    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }
}
